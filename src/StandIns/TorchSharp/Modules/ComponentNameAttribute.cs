namespace TorchSharp.Utils;

/// <summary>Names a field's component otherwise than the field.</summary>
[AttributeUsage(AttributeTargets.Field, AllowMultiple = false)]
public class ComponentNameAttribute : Attribute
{
    /// <summary>The component's name.</summary>
    public string? Name { get; set; }
}
