using BioToken.Benchmarks;

if (args is ["--child", .. string[] task])
{
    await CallsChild.RunAsync(task);
    return 0;
}

IBenchmark[] benchmarks =
[
    new BindingCallBenchmark(), new CertificateListBenchmark(), new SignBenchmark(), new KeyFileBenchmark(), new CallsBenchmark(),
    new InteropBenchmark(), new LibraryBenchmark(),
];

string? unknown = Array.Find(args, name => !Array.Exists(benchmarks, benchmark => benchmark.Name == name));
if (unknown is not null)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown}'. There are: {string.Join(", ", benchmarks.Select(b => b.Name))}");
    return 1;
}

int failed = 0;
foreach (IBenchmark benchmark in benchmarks.Where(benchmark => args.Length == 0 || args.Contains(benchmark.Name)))
{
    Console.WriteLine($"{benchmark.Name}:");
    try
    {
        benchmark.Run(Console.Out);
    }
    catch (BenchmarkException e)
    {
        // The others can still be measured.
        Console.Error.WriteLine($"  '{benchmark.Name}' was not measured. {e.Message}");
        failed++;
    }
}

return failed == 0 ? 0 : 1;
