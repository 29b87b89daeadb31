using System.Text;
using System.Text.Json.Nodes;
using BioToken.Simulator.State;
using BioToken.Simulator.Store;
using BioToken.Storage;

namespace BioToken.Simulator.Tests.Store;

/// <summary>Tests that members missing from a token's state take their default values instead of null.</summary>
public sealed class MissingMemberTests
{
    [Fact]
    public void Decode_of_a_state_without_a_script_has_an_empty_one_and_is_written_again()
    {
        using TemporaryFolder folder = new();
        using TokenSimulator simulator = TokenSimulator.Open(folder.Path);
        SimulatedToken token = simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", Label = "Missing" });
        DirectoryTokenStore store = new(Disk.Instance, Path.Combine(folder.Path, token.SerialNumber));
        JsonNode json = JsonNode.Parse(store.ReadState(known: null)!.Encode())!;
        Assert.True(json.AsObject().Remove("script"));

        TokenState read = TokenState.Decode(Encoding.UTF8.GetBytes(json.ToJsonString()), "state");

        Assert.Equal("", read.Script);
        Assert.Equal("", TokenState.Decode(read.Encode(), "state").Script);
    }
}
