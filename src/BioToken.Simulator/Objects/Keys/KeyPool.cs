namespace BioToken.Simulator.Objects.Keys;

/// <summary>
/// Copies of one key, one for each thread that uses it at the same time: .NET does not promise that a key object serves two threads at
/// once, and a lock would make them wait for each other.
/// </summary>
/// <param name="create">Makes a further copy.</param>
internal sealed class KeyPool<T>(Func<T> create)
    where T : class, IDisposable
{
    private readonly T?[] _idle = new T?[Math.Max(4, 2 * Environment.ProcessorCount)];

    public T Rent()
    {
        for (int i = 0; i < _idle.Length; i++)
        {
            if (_idle[i] is not null && Interlocked.Exchange(ref _idle[i], null) is { } copy)
                return copy;
        }

        return create();
    }

    public void Return(T copy)
    {
        for (int i = 0; i < _idle.Length; i++)
        {
            if (_idle[i] is null && Interlocked.CompareExchange(ref _idle[i], copy, null) is null)
                return;
        }

        copy.Dispose();
    }
}
