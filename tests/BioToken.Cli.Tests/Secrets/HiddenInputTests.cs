using BioToken.Cli.Secrets;

namespace BioToken.Cli.Tests;

public sealed class HiddenInputTests
{
    [Fact]
    public async Task ReadAsync_takes_keys_until_Enter_and_shows_none()
    {
        TestTerminal terminal = new("12x\b345\r");
        using Secret secret = await HiddenInput.ReadAsync(terminal, "PIN", TestContext.Current.CancellationToken);
        Assert.Equal("12345", secret.Text);
        Assert.Equal("PIN: " + Environment.NewLine, terminal.ErrorText);
    }

    [Fact]
    public async Task ReadAsync_Escape_cancels()
        => await Assert.ThrowsAsync<OperationCanceledException>(
            () => HiddenInput.ReadAsync(new TestTerminal("12\e"), "PIN", TestContext.Current.CancellationToken));
}
