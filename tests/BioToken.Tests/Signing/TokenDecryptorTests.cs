using System.Security.Cryptography;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.FaultyModules;

namespace BioToken.Tests.Signing;

public sealed class TokenDecryptorTests
{
    private const int KeyLength = 256;

    private static readonly byte[] Bid = "입찰서"u8.ToArray();

    [Theory]
    [InlineData(CKR.KEY_FUNCTION_NOT_PERMITTED, "does not permit decryption with this key (CKA_DECRYPT)")]
    [InlineData(CKR.MECHANISM_INVALID, "does not decrypt with the padding Pkcs1 (CKR_MECHANISM_INVALID)")]
    public async Task A_decryption_that_the_token_refuses_to_begin_is_a_CryptographicException(CKR answer, string text)
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync();
        using RSA key = await WriteKeyAsync(faulty);
        faulty.Results.OnDecryptInit = _ => answer;

        CryptographicException e = Assert.Throws<CryptographicException>(() => Decrypt(key));

        Assert.Contains(text, e.Message, StringComparison.Ordinal);
        BioTokenException cause = Assert.IsType<BioTokenException>(e.InnerException);
        Assert.Equal((CryptokiFunction.DecryptInit, answer), (cause.Function, cause.Result));
    }

    [Theory]
    [InlineData(CKR.ENCRYPTED_DATA_INVALID)]
    [InlineData(CKR.ENCRYPTED_DATA_LEN_RANGE)]
    public async Task Data_for_another_key_are_a_CryptographicException(CKR answer)
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync();
        using RSA key = await WriteKeyAsync(faulty);
        faulty.Results.DecryptAnswer = answer;

        CryptographicException e = Assert.Throws<CryptographicException>(() => Decrypt(key));

        Assert.Contains("were not encrypted for this key", e.Message, StringComparison.Ordinal);
        BioTokenException cause = Assert.IsType<BioTokenException>(e.InnerException);
        Assert.Equal((CryptokiFunction.Decrypt, answer), (cause.Function, cause.Result));
    }

    [Theory]
    [InlineData(CKR.FUNCTION_FAILED, 0)]
    [InlineData(CKR.GENERAL_ERROR, -1)]
    [InlineData(CKR.GENERAL_ERROR, KeyLength + 1)]
    [InlineData(CKR.GENERAL_ERROR, int.MaxValue)]
    public async Task A_failure_of_the_module_or_an_impossible_length_is_a_BioTokenException(CKR expected, int length)
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync();
        using RSA key = await WriteKeyAsync(faulty);
        faulty.Results.DecryptAnswer = expected == CKR.GENERAL_ERROR ? null : expected;
        faulty.Results.OnDecryptedLength = _ => length;

        BioTokenException e = Assert.Throws<BioTokenException>(() => Decrypt(key));

        Assert.Equal((CryptokiFunction.Decrypt, expected), (e.Function, e.Result));
    }

    [Fact]
    public async Task Plain_data_as_long_as_the_modulus_are_returned()
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync();
        using RSA key = await WriteKeyAsync(faulty);
        byte[] plain = RandomNumberGenerator.GetBytes(KeyLength);
        faulty.Results.OnDecrypt = _ => plain;

        Assert.Equal(plain, Decrypt(key));
    }

    [Fact]
    public async Task The_buffer_of_a_decryption_leaves_no_copy_of_the_plain_data_even_if_a_collection_runs_meanwhile()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It looks into /proc/self/mem.");
        await using FaultyToken faulty = await FaultyToken.OpenAsync();
        using RSA key = await WriteKeyAsync(faulty);
        byte[] masked = RandomNumberGenerator.GetBytes(48);
        byte[] plain = GC.AllocateArray<byte>(masked.Length, pinned: true);
        for (int i = 0; i < masked.Length; i++)
            plain[i] = (byte)~masked[i];
        faulty.Results.OnDecrypt = _ => plain;
        // The module has written the data by now. Without a length, they are not returned either.
        faulty.Results.OnDecryptedLength = _ =>
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            return 0;
        };

        Assert.Equal(1, ProcessMemory.Count(masked));
        Assert.Empty(Decrypt(key));
        CryptographicOperations.ZeroMemory(plain);

        Assert.Equal(0, ProcessMemory.Count(masked));
    }

    private static async Task<RSA> WriteKeyAsync(FaultyToken faulty)
    {
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity written = await faulty.WriteAsync(identity);
        return written.GetKeyManagementRSAPrivateKey()!;
    }

    private static byte[] Decrypt(RSA key) => key.Decrypt(key.Encrypt(Bid, RSAEncryptionPadding.Pkcs1), RSAEncryptionPadding.Pkcs1);
}
