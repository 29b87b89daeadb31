using System.Reflection;
using System.Security.Cryptography;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Vendors;

namespace BioToken.Tests.Contract;

/// <summary>Every method of the RSA objects works, or its error names a method that does.</summary>
public sealed class RsaMembersTests
{
    private static readonly byte[] Bid = "입찰서"u8.ToArray();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_key_management_key_decrypts_and_does_not_sign()
    {
        await using ContractToken fixture = Backends.Create(VendorCatalog.Generic.Id);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
        using RSA key = written.GetKeyManagementRSAPrivateKey()!;
        byte[] encrypted = key.Encrypt(Bid, RSAEncryptionPadding.OaepSHA512);
        byte[] room = new byte[256];

        Assert.True(key.TryDecrypt(encrypted, room, RSAEncryptionPadding.OaepSHA512, out int length));
        Assert.Equal(Bid, room[..length]);
        Assert.False(key.TryDecrypt(encrypted, room.AsSpan(0, Bid.Length - 1), RSAEncryptionPadding.OaepSHA512, out length));
        Assert.Equal(0, length);
        Assert.True(key.TryEncrypt(Bid, room, RSAEncryptionPadding.Pkcs1, out length));
        Assert.Equal(Bid, key.Decrypt(room[..length], RSAEncryptionPadding.Pkcs1));
        CryptographicException e = Assert.Throws<CryptographicException>(
            () => key.SignData(Bid, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Contains(nameof(TokenIdentity.GetRSAPrivateKey), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_signing_key_does_not_decrypt_and_says_which_one_does()
    {
        await using ContractToken fixture = Backends.Create(VendorCatalog.Generic.Id);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
        using RSA key = written.GetRSAPrivateKey()!;

        CryptographicException e = Assert.Throws<CryptographicException>(
            () => key.Decrypt(key.Encrypt(Bid, RSAEncryptionPadding.Pkcs1), RSAEncryptionPadding.Pkcs1));

        Assert.Contains(nameof(TokenIdentity.GetKeyManagementRSAPrivateKey), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_management_pair_there_is_no_such_key()
    {
        await using ContractToken fixture = Backends.Create(VendorCatalog.Generic.Id);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);

        Assert.Null(written.GetKeyManagementRSAPrivateKey());
    }

    [Fact]
    public async Task A_key_that_was_erased_meanwhile_does_not_decrypt()
    {
        await using ContractToken fixture = Backends.Create(VendorCatalog.Generic.Id);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
        using RSA key = written.GetKeyManagementRSAPrivateKey()!;
        await token.EraseAsync(written, cancellationToken: Token);

        Assert.Equal(BioTokenError.IdentityOutdated, (Assert.Throws<BioTokenException>(() => key.Decrypt(key.Encrypt(Bid, RSAEncryptionPadding.Pkcs1), RSAEncryptionPadding.Pkcs1))).Reason);
    }

    [Fact]
    public async Task No_member_says_that_a_derived_class_must_override_it()
    {
        await using ContractToken fixture = Backends.Create(VendorCatalog.Generic.Id);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
        using RSA signing = written.GetRSAPrivateKey()!;
        using RSA decrypting = written.GetKeyManagementRSAPrivateKey()!;
        MethodInfo[] members =
        [
            .. typeof(RSA).GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
                .Where(m => (m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly) && m.DeclaringType != typeof(object)

                    && m.Name is not (nameof(IDisposable.Dispose) or nameof(RSA.Clear))
                    && m.GetParameters().All(p => !p.ParameterType.IsByRefLike)),
        ];

        Assert.True(members.Length > 25, $"{members.Length} members");
        foreach (MethodInfo member in members)
        {
            foreach (RSA key in new[] { signing, decrypting })
                Assert.DoesNotContain("override", Answer(key, member), StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>Returns the error message of a member; empty if the member works.</summary>
    private static string Answer(RSA key, MethodInfo member)
    {
        object?[] arguments = [.. member.GetParameters().Select(ArgumentFor)];
        try
        {
            member.Invoke(key, arguments);
            return "";
        }
        catch (TargetInvocationException e)
        {
            return $"{member.Name}: {e.InnerException!.GetType().Name}: {e.InnerException.Message}";
        }
    }

    private static object? ArgumentFor(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(byte[]) => new byte[256],
        var type when type == typeof(HashAlgorithmName) => HashAlgorithmName.SHA256,
        var type when type == typeof(RSAEncryptionPadding) => RSAEncryptionPadding.Pkcs1,
        var type when type == typeof(RSASignaturePadding) => RSASignaturePadding.Pkcs1,
        var type when type == typeof(Stream) => new MemoryStream(Bid),
        var type when type == typeof(string) => "<RSAKeyValue/>",
        var type when type == typeof(int) => parameter.Name switch { "count" => 32, "offset" => 0, _ => 2048 },
        var type when type.IsValueType => Activator.CreateInstance(type),
        _ => null,
    };
}
