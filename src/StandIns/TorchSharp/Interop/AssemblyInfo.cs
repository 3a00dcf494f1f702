using System.Runtime.CompilerServices;

// Booleans and structs cross the border as they are.
[assembly: DisableRuntimeMarshalling]
