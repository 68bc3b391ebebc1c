// Tensors, the thread count of the maths library and the browser are shared by the whole process: one test at a time.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
