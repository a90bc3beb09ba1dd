// One story after the other: they start processes, freeze them and measure memory.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
