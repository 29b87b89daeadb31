namespace BioToken.Npki.Tests;

/// <summary>
/// A folder in memory that fails at a chosen operation, and knows what a power cut may leave of the operations since the last flush.
/// </summary>
internal sealed class MemoryKeyFolder : IKeyFolder
{
    private readonly Dictionary<string, byte[]> _files;
    private Dictionary<string, byte[]> _durable;
    private readonly List<Action<Dictionary<string, byte[]>>> _unflushed = [];

    public MemoryKeyFolder(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        _files = files.ToDictionary(StringComparer.Ordinal);
        _durable = files.ToDictionary(StringComparer.Ordinal);
    }

    public string Path => "/memory";

    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <summary>Contents that were written under each name.</summary>
    public Dictionary<string, byte[]> Written { get; } = new(StringComparer.Ordinal);

    public int Operations { get; private set; }

    public int FailAt { get; init; } = -1;

    public FaultKind Fault { get; init; }

    /// <summary>The operation, later than <see cref="FailAt"/>, in which the process dies.</summary>
    public int KillAt { get; init; } = int.MaxValue;

    public IDisposable Lock() => new MemoryStream();

    public IReadOnlySet<string> Names()
    {
        Step(() => { });
        return _files.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    public byte[] Read(string name)
    {
        Step(() => { });
        return _files.TryGetValue(name, out byte[]? content) ? content : throw new FileNotFoundException(name);
    }

    public void Write(string name, ReadOnlySpan<byte> content, string permissionsOf)
    {
        Assert.False(_files.ContainsKey(name), name);
        Assert.True(_files.ContainsKey(permissionsOf), permissionsOf);
        byte[] copy = content.ToArray();
        Written[name] = copy;
        Step(() => Apply(files => files[name] = copy), torn: () => Apply(files => files[name] = copy[..(copy.Length / 2)]));
    }

    public void Replace(string name, string target) => Step(() => Apply(files =>
    {
        // After a power cut the renamed file may never have appeared.
        if (files.Remove(name, out byte[]? content))
            files[target] = content;
    }));

    public void Delete(string name) => Step(() => Apply(files => files.Remove(name)));

    public void Flush() => Step(() =>
    {
        _durable = _files.ToDictionary(StringComparer.Ordinal);
        _unflushed.Clear();
    });

    /// <summary>Every state that a power cut may leave now: any of the unflushed operations may be lost.</summary>
    public IEnumerable<Dictionary<string, byte[]>> AfterPowerCut()
    {
        for (int kept = 0; kept < 1 << _unflushed.Count; kept++)
        {
            Dictionary<string, byte[]> state = _durable.ToDictionary(StringComparer.Ordinal);
            for (int i = 0; i < _unflushed.Count; i++)
            {
                if ((kept & (1 << i)) != 0)
                    _unflushed[i](state);
            }

            yield return state;
        }
    }

    private void Apply(Action<Dictionary<string, byte[]>> change)
    {
        change(_files);
        _unflushed.Add(change);
    }

    private void Step(Action effect, Action? torn = null)
    {
        Operations++;
        if (Operations >= KillAt)
            throw new SimulatedKillException();
        bool now = Operations == FailAt;
        bool over = FailAt > 0 && Operations > FailAt && (Fault is FaultKind.Killed or FaultKind.KilledAfter or FaultKind.Gone);
        if (!now && !over)
        {
            effect();
            return;
        }

        if (now && (Fault is FaultKind.ErrorAfter or FaultKind.KilledAfter))
            effect();
        if (now && Fault == FaultKind.Killed)
            torn?.Invoke();
        throw Fault is FaultKind.Killed or FaultKind.KilledAfter ? new SimulatedKillException() : new IOException("simulated");
    }
}
