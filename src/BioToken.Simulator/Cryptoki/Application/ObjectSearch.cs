namespace BioToken.Simulator.Cryptoki.Application;

/// <summary>A session's active search: the objects found when it began.</summary>
internal sealed class ObjectSearch(nuint[] found)
{
    private int _position;

    /// <summary>Copies the next handles.</summary>
    /// <returns>How many there were.</returns>
    public int ReadNext(Span<nuint> handles)
    {
        int count = Math.Min(handles.Length, found.Length - _position);
        found.AsSpan(_position, count).CopyTo(handles);
        _position += count;
        return count;
    }
}
