namespace BioToken.Simulator.Cryptoki.Application;

/// <summary>Makes handles: each number once in the application's life. Guarded by the application's lock.</summary>
internal sealed class HandleCounter
{
    private nuint _last;

    public nuint Next() => ++_last;
}
