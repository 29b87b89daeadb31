using System.Security.Cryptography;
using BioToken.Authentication;
using BioToken.Modules;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Writing.Steps;
using Moq;

namespace BioToken.Tests.Authentication;

/// <summary>A copy of a secret is zeroed even if an operation fails before the copy is used.</summary>
public sealed class SecretCopyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoginAsync_zeroes_its_copy_of_the_PIN_where_the_time_out_cannot_begin()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It looks into /proc/self/mem.");
        using HookedToken fixture = new("smart-bt");
        Mock<TimeProvider> clock = new() { CallBase = true };
        await using BioTokenProvider provider = new(
            new BioTokenOptions { IncludeVendorModules = false, Modules = { fixture.Module }, JournalDirectory = TestJournal.Directory },
            time: clock.Object);
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        byte[] masked = RandomNumberGenerator.GetBytes(48);
        for (int i = 0; i < masked.Length; i++)
            masked[i] = (byte)~('a' + (masked[i] % 26));
        clock.Setup(c => c.CreateTimer(It.IsAny<TimerCallback>(), It.IsAny<object>(), It.IsAny<TimeSpan>(), It.IsAny<TimeSpan>()))
            .Throws<InvalidTimeZoneException>();

        using (Pin pin = MakePin(masked))
        {
            Assert.Equal(1, ProcessMemory.Count(masked));
            await Assert.ThrowsAsync<InvalidTimeZoneException>(() => token.LoginAsync(pin, cancellationToken: Token));
        }

        Assert.Equal(0, ProcessMemory.Count(masked));
    }

    [Fact]
    public async Task A_connection_that_takes_no_more_work_disposes_what_comes_with_it()
    {
        using HookedToken fixture = new("generic");
        BioTokenProvider provider = fixture.NewProvider();
        ModuleConnection connection = (await provider.ListAsync(Token))[0].Connection;
        await provider.DisposeAsync();
        Mock<IDisposable> resource = new();

        Assert.Throws<ObjectDisposedException>(() => { _ = connection.RunAsync(() => true, undo: null, resource.Object, Token); });

        resource.Verify(r => r.Dispose(), Times.Once);
    }

    [Fact]
    public void Template_is_zeroed_if_something_fails_while_it_is_made()
    {
        AttributeTemplate? made = null;

        Assert.Throws<InvalidTimeZoneException>(() => new NewObject(CKO.DATA, certificate: null, template =>
        {
            made = template.Add(CKA.VALUE, [1, 2, 3]);
            throw new InvalidTimeZoneException();
        }));

        Assert.Throws<ObjectDisposedException>(() => _ = made![0].Type);
    }

    private static Pin MakePin(byte[] masked)
    {
        Span<byte> text = stackalloc byte[masked.Length];
        for (int i = 0; i < masked.Length; i++)
            text[i] = (byte)~masked[i];
        Pin pin = Pin.FromUtf8(text);
        CryptographicOperations.ZeroMemory(text);
        return pin;
    }
}
