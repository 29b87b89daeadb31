using BioToken.Cli.Secrets;

namespace BioToken.Cli.Tests;

public sealed class SecretTests
{
    [Fact]
    public void Dispose_zeroes_the_memory()
    {
        Secret secret = Secret.FromUtf8("12345678"u8);
        ReadOnlySpan<char> memory = secret.Text;
        secret.Dispose();
        Assert.False(memory.ContainsAnyExcept('\0'));
    }

    [Fact]
    public void RemoveLast_takes_a_surrogate_pair_whole()
    {
        using Secret secret = new();
        foreach (char c in "a😀")
            secret.Append(c);
        secret.RemoveLast();
        Assert.Equal("a", secret.Text);
    }

    [Fact]
    public void Append_when_full_is_refused()
    {
        using Secret secret = new();
        for (int i = 0; i < Secret.MaxLength; i++)
            Assert.True(secret.Append('x'));
        Assert.False(secret.Append('x'));
    }
}
