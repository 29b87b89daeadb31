using System.Security.Cryptography;
using System.Text;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Tests;

public class DigestTests
{
    public static TheoryData<CKM, string> Mechanisms => new()
    {
        { CKM.MD5, "-md5" }, { CKM.SHA_1, "-sha1" }, { CKM.SHA224, "-sha224" },
        { CKM.SHA256, "-sha256" }, { CKM.SHA384, "-sha384" }, { CKM.SHA512, "-sha512" },
    };

    [Theory]
    [MemberData(nameof(Mechanisms))]
    public void Digest_agrees_with_openssl(CKM mechanism, string option)
    {
        using Bench bench = new();
        byte[] data = RandomNumberGenerator.GetBytes(1000);
        Assert.Equal(OpenSsl.Run(["dgst", option, "-binary"], data), Digest(bench, mechanism, data));
    }

    [Theory]
    [MemberData(nameof(Mechanisms))]
    public void Digest_in_parts_is_that_of_the_whole(CKM mechanism, string option)
    {
        using Bench bench = new();
        byte[] data = Encoding.ASCII.GetBytes(option + new string('x', 500));
        for (int seed = 0; seed < 20; seed++)
            Assert.Equal(Digest(bench, mechanism, data), DigestParts(bench, mechanism, Bench.Split(data, seed)));
    }

    [Theory]
    [InlineData("", "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f")]
    [InlineData("abc", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525")]
    public void Sha224_gives_the_vectors_of_fips_180(string data, string expected)
    {
        using Bench bench = new();
        Assert.Equal(expected, Convert.ToHexStringLower(Digest(bench, CKM.SHA224, Encoding.ASCII.GetBytes(data))));
    }

    [Theory]
    [InlineData(55)]
    [InlineData(56)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(119)]
    [InlineData(120)]
    public void Sha224_of_data_around_a_block_agrees_with_openssl(int length)
    {
        using Bench bench = new();
        byte[] data = RandomNumberGenerator.GetBytes(length);
        Assert.Equal(OpenSsl.Run(["dgst", "-sha224", "-binary"], data), Digest(bench, CKM.SHA224, data));
    }

    [Fact]
    public void DigestFinal_without_parts_gives_the_digest_of_nothing()
    {
        using Bench bench = new();
        Assert.Equal(SHA256.HashData([]), DigestParts(bench, CKM.SHA256, []));
    }

    [Fact]
    public void DigestInit_answers_why_it_does_not_start()
    {
        using Bench bench = new();
        SimulatedCryptoki module = bench.Module;
        Assert.Equal(CKR.MECHANISM_INVALID, module.Digests.DigestInit(bench.Session, new MechanismArgument { Type = CKM.RSA_PKCS }));
        Assert.Equal(
            CKR.MECHANISM_PARAM_INVALID,
            module.Digests.DigestInit(bench.Session, new MechanismArgument { Type = CKM.SHA256, Parameter = [1] }));
        Assert.Equal(CKR.OK, module.Digests.DigestInit(bench.Session, new MechanismArgument { Type = CKM.SHA256 }));
        Assert.Equal(CKR.OPERATION_ACTIVE, module.Digests.DigestInit(bench.Session, new MechanismArgument { Type = CKM.SHA256 }));
    }

    [Fact]
    public void Digest_that_is_asked_for_its_length_or_has_no_room_stays()
    {
        using Bench bench = new();
        byte[] digest = new byte[32];
        bench.Module.Digests.DigestInit(bench.Session, new MechanismArgument { Type = CKM.SHA256 });
        Assert.Equal(CKR.OK, bench.Module.Digests.Digest(bench.Session, [1], OutputBuffer.Query, out int needed));
        Assert.Equal(32, needed);
        Assert.Equal(CKR.BUFFER_TOO_SMALL, bench.Module.Digests.Digest(bench.Session, [1], digest.AsSpan(0, 31), out needed));
        Assert.Equal(32, needed);
        Assert.Equal(CKR.OK, bench.Module.Digests.Digest(bench.Session, [1], digest.AsSpan(), out _));
        Assert.Equal(SHA256.HashData([1]), digest);
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Digests.Digest(bench.Session, [1], digest.AsSpan(), out _));
    }

    [Fact]
    public void Digest_in_one_call_after_a_part_is_refused_and_ends_the_digest()
    {
        using Bench bench = new();
        byte[] digest = new byte[32];
        bench.Module.Digests.DigestInit(bench.Session, new MechanismArgument { Type = CKM.SHA256 });
        bench.Module.Digests.DigestUpdate(bench.Session, [1]);
        Assert.Equal(CKR.OPERATION_ACTIVE, bench.Module.Digests.Digest(bench.Session, [2], digest.AsSpan(), out _));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Digests.DigestFinal(bench.Session, digest.AsSpan(), out _));
    }

    [Fact]
    public void DigestFinal_after_the_length_of_the_whole_was_asked_for_ends_the_digest()
    {
        using Bench bench = new();
        bench.Module.Digests.DigestInit(bench.Session, new MechanismArgument { Type = CKM.SHA256 });
        bench.Module.Digests.Digest(bench.Session, [1], OutputBuffer.Query, out _);
        Assert.Equal(CKR.OPERATION_ACTIVE, bench.Module.Digests.DigestFinal(bench.Session, OutputBuffer.Query, out _));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Digests.DigestUpdate(bench.Session, [1]));
    }

    [Fact]
    public void Digest_without_init_answers_not_initialized()
    {
        using Bench bench = new();
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Digests.Digest(bench.Session, [1], OutputBuffer.Query, out _));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Digests.DigestUpdate(bench.Session, [1]));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Digests.DigestFinal(bench.Session, OutputBuffer.Query, out _));
    }

    private static byte[] Digest(Bench bench, CKM mechanism, byte[] data)
    {
        byte[] digest = new byte[64];
        Assert.Equal(CKR.OK, bench.Module.Digests.DigestInit(bench.Session, new MechanismArgument { Type = mechanism }));
        Assert.Equal(CKR.OK, bench.Module.Digests.Digest(bench.Session, data, digest.AsSpan(), out int written));
        return digest[..written];
    }

    private static byte[] DigestParts(Bench bench, CKM mechanism, IEnumerable<byte[]> parts)
    {
        byte[] digest = new byte[64];
        Assert.Equal(CKR.OK, bench.Module.Digests.DigestInit(bench.Session, new MechanismArgument { Type = mechanism }));
        foreach (byte[] part in parts)
            Assert.Equal(CKR.OK, bench.Module.Digests.DigestUpdate(bench.Session, part));
        Assert.Equal(CKR.OK, bench.Module.Digests.DigestFinal(bench.Session, digest.AsSpan(), out int written));
        return digest[..written];
    }
}
