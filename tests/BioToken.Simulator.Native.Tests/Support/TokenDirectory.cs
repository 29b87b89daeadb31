namespace BioToken.Simulator.Native.Tests;

/// <summary>A simulator directory with one token; disposing it deletes the directory.</summary>
internal sealed class TokenDirectory : IDisposable
{
    public const string Pin = "83746502";

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    public TokenDirectory(string vendor = "generic", string script = "", int? maxObjects = null)
    {
        Simulator = TokenSimulator.Open(_folder.Path);
        Token = Simulator.CreateToken(new SimulatedTokenOptions
        {
            Vendor = vendor,
            Label = "Test",
            Pin = Pin,
            Script = script,
            MaxObjects = maxObjects,
        });
    }

    public string Path => _folder.Path;

    public TokenSimulator Simulator { get; }

    public SimulatedToken Token { get; }

    public void Dispose()
    {
        Simulator.Dispose();
        _folder.Dispose();
    }
}
