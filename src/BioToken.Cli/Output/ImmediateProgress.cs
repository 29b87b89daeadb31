namespace BioToken.Cli.Output;

/// <summary>Passes reports on at once and in order; .NET's own <see cref="Progress{T}"/> does so later, on any thread.</summary>
internal sealed class ImmediateProgress<T>(Action<T> handler) : IProgress<T>
{
    public void Report(T value) => handler(value);
}
