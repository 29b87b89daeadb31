using BioToken.Benchmarks;

IBenchmark[] benchmarks = [new BindingCallBenchmark(), new CertificateListBenchmark()];

string? unknown = Array.Find(args, name => !Array.Exists(benchmarks, benchmark => benchmark.Name == name));
if (unknown is not null)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown}'. There are: {string.Join(", ", benchmarks.Select(b => b.Name))}");
    return 1;
}

foreach (IBenchmark benchmark in benchmarks.Where(benchmark => args.Length == 0 || args.Contains(benchmark.Name)))
{
    Console.WriteLine($"{benchmark.Name}:");
    benchmark.Run(Console.Out);
}

return 0;
