using System.Globalization;
using BioToken.Cli.Terminal;

namespace BioToken.Cli.Tests;

public sealed class InterruptionTests : IDisposable
{
    private readonly StringWriter _error = new();
    private readonly Interruption _interruption;

    public InterruptionTests() => _interruption = new Interruption(_error);

    [Fact]
    public void Request_first_cancels_and_says_so()
    {
        Assert.True(_interruption.Request());
        Assert.True(_interruption.Token.IsCancellationRequested);
        Assert.NotEmpty(_error.ToString());
    }

    [Fact]
    public void Request_second_lets_the_process_end()
    {
        _interruption.Request();
        Assert.False(_interruption.Request());
    }

    [Fact]
    public async Task Request_while_the_token_changes_never_ends_the_process()
    {
        await _interruption.WhileChangingAsync(token =>
        {
            Assert.True(_interruption.Request());
            Assert.True(_interruption.Request());
            Assert.True(_interruption.Request());
            return Task.FromResult(token.IsCancellationRequested);
        });
        Assert.False(_interruption.Request());
    }

    [Fact]
    public async Task Request_again_while_the_token_changes_says_what_ends_the_wait()
    {
        // Another test may have set a language for new threads.
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        await _interruption.WhileChangingAsync(_ => Task.FromResult(_interruption.Request() && _interruption.Request()));
        string[] lines = _error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("plugged in", lines[0], StringComparison.Ordinal);
        Assert.Contains("place the finger", lines[1], StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _interruption.Dispose();
        _error.Dispose();
    }
}
