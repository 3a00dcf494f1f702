// The count of live native tensors belongs to the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
