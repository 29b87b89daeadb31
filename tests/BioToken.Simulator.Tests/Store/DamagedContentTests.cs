using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki;

namespace BioToken.Simulator.Tests;

/// <summary>
/// Tests of files with a valid checksum and content that no simulator writes: each causes a typed error that names the file.
/// </summary>
public sealed class DamagedContentTests : IDisposable
{
    private readonly StoredToken _token = new();

    public DamagedContentTests() => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");

    public void Dispose() => _token.Dispose();

    [Theory]
    [InlineData("userPin.iterations", "2000000000")]
    [InlineData("userPin.iterations", "0")]
    [InlineData("userPin.iterations", "-1")]
    [InlineData("officerPin.iterations", "2000000000")]
    [InlineData("userPin.triesLeft", "-3")]
    [InlineData("userPin.triesLeft", "6")]
    [InlineData("userPin.maxTries", "0")]
    [InlineData("officerPin.triesLeft", "-1")]
    [InlineData("userPin.hash", "\"\"")]
    [InlineData("fingerTriesLeft", "-1")]
    [InlineData("fingerTriesLeft", "1000")]
    [InlineData("maxFingerTries", "0")]
    [InlineData("fingers", "[0]")]
    [InlineData("fingers", "null")]
    [InlineData("slot", "-1")]
    [InlineData("slot", "2147483647")]
    [InlineData("script", "\"dance\"")]
    [InlineData("scriptPosition", "-1")]
    [InlineData("faultCalls", "[-1]")]
    [InlineData("memory", "-1")]
    [InlineData("memory", "2147483647")]
    [InlineData("maxObjects", "-1")]
    [InlineData("patience", "\"-00:00:01\"")]
    [InlineData("patience", "\"9999.00:00:00\"")]
    [InlineData("fingerprintGrace", "\"-00:00:01\"")]
    [InlineData("insertions", "-1")]
    [InlineData("erasedObjects", "-1")]
    [InlineData("erasedObjects", "4294967295")]
    [InlineData("touches", "-1")]
    [InlineData("serial", "\"\"")]
    public void A_state_with_an_impossible_value_is_damaged(string name, string value)
    {
        TimeSpan start = ThreadTime.Now;
        _token.WriteState(name, value);

        Assert.Contains("is damaged", Damage(), StringComparison.Ordinal);
        Assert.True(ThreadTime.Now - start < TimeSpan.FromSeconds(20), "It took far too long.");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("")]
    public void A_state_that_is_none_is_damaged(string text)
    {
        _token.WriteState(Encoding.UTF8.GetBytes(text));

        Assert.Contains("is damaged", Damage(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_with_a_label_of_broken_text_is_damaged()
    {
        _token.WriteState(Encoding.UTF8.GetBytes(_token.StateText.Replace("SIMULATED", "\\ud800SIMULATED", StringComparison.Ordinal)));

        Assert.Contains("is damaged", Damage(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_larger_than_any_token_takes_is_damaged()
        => AssertDamaged(
            path => StoredToken.WriteObject(path, [.. StoredToken.ReadObject(path), .. Attribute(CKA.LABEL, new byte[100_000])]));

    [Fact]
    public void An_object_without_a_class_is_damaged()
        => AssertDamaged(path => StoredToken.WriteObject(path, Attribute(CKA.TOKEN, [1])));

    [Fact]
    public void An_object_without_attributes_is_damaged() => AssertDamaged(path => StoredToken.WriteObject(path, []));

    [Fact]
    public void An_object_with_an_attribute_twice_is_damaged()
        => AssertDamaged(path => StoredToken.WriteObject(path, [.. StoredToken.ReadObject(path), .. Attribute(CKA.TOKEN, [1])]));

    [Fact]
    public void A_key_without_its_modulus_is_damaged()
        => AssertDamaged(path => StoredToken.WriteObject(path, Without(StoredToken.ReadObject(path), CKA.MODULUS)));

    [Fact]
    public void A_key_whose_parts_do_not_belong_together_signs_nothing()
    {
        string path = _token.ObjectPaths[0];
        byte[] prime = TestKeys.Rsa.ExportParameters(includePrivateParameters: true).P!;
        prime[^1] ^= 2;
        StoredToken.WriteObject(path, [.. Without(StoredToken.ReadObject(path), CKA.PRIME_1), .. Attribute(CKA.PRIME_1, prime)]);

        Assert.Null(_token.Use());
        using TokenSimulator simulator = TokenSimulator.Open(_token.Path);
        using SimulatedCryptoki module = simulator.CreateCryptoki();
        module.Initialize();
        module.OpenSession(0, SessionFlags.None, out nuint session);
        Assert.Equal(CKR.OK, module.Login(session, CKU.USER, "12345678"u8));
        using AttributeTemplate wanted = new AttributeTemplate().Add(CKO.PRIVATE_KEY);
        nuint[] found = new nuint[2];
        module.FindObjectsInit(session, wanted);
        Assert.Equal(CKR.OK, module.FindObjects(session, found, out int count));
        Assert.Equal(1, count);
        Assert.Equal(CKR.DEVICE_ERROR, module.SignInit(session, new Mechanism(CKM.SHA256_RSA_PKCS), found[0]));
    }

    [Fact]
    public void Random_contents_give_a_typed_answer()
    {
        int seed = Effort.Seed;
        string text = _token.StateText;
        byte[][] objects = [.. _token.ObjectPaths.Select(StoredToken.ReadObject)];
        for (int i = 0; i < Effort.Of(120, 20_000); i++)
        {
            Random random = new(seed + i);
            _token.WriteState(Encoding.UTF8.GetBytes(random.Next(2) == 0 ? Spoil(text, random) : text));
            for (int o = 0; o < objects.Length; o++)
                StoredToken.WriteObject(_token.ObjectPaths[o], random.Next(2) == 0 ? Spoil(objects[o], random) : objects[o]);
            try
            {
                _token.Use();
            }
            catch (Exception e)
            {
                throw new InvalidOperationException(Effort.Replay(nameof(DamagedContentTests), $"case {i}: {e.Message}"), e);
            }
        }
    }

    /// <summary>Replaces one number with another, since most other changes would make the JSON invalid.</summary>
    private static string Spoil(string text, Random random)
    {
        int[] digits = [.. Enumerable.Range(0, text.Length).Where(i => char.IsAsciiDigit(text[i]))];
        int at = digits[random.Next(digits.Length)];
        string[] others = ["-", "9", "99999", "0", "null", "\"", "[", "e9", ".5", ""];
        return text[..at] + others[random.Next(others.Length)] + text[(at + random.Next(2))..];
    }

    private static byte[] Spoil(byte[] attributes, Random random)
    {
        byte[] changed = [.. attributes];
        for (int change = random.Next(1, 4); change > 0; change--)
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
        return random.Next(4) == 0 ? changed[..random.Next(changed.Length)] : changed;
    }

    private static byte[] Attribute(CKA type, byte[] value)
    {
        byte[] entry = new byte[8 + value.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(entry, (uint)type);
        BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(4), value.Length);
        value.CopyTo(entry.AsSpan(8));
        return entry;
    }

    private static byte[] Without(byte[] attributes, CKA type)
    {
        List<byte> kept = [];
        for (int at = 0; at < attributes.Length;)
        {
            int length = 8 + BinaryPrimitives.ReadInt32LittleEndian(attributes.AsSpan(at + 4));
            if (BinaryPrimitives.ReadUInt32LittleEndian(attributes.AsSpan(at)) != (uint)type)
                kept.AddRange(attributes[at..(at + length)]);
            at += length;
        }

        return [.. kept];
    }

    private void AssertDamaged(Action<string> change)
    {
        change(_token.ObjectPaths[0]);
        string damage = Damage();
        Assert.Contains("is damaged", damage, StringComparison.Ordinal);
        Assert.Contains(_token.ObjectPaths[0], damage, StringComparison.Ordinal);
    }

    private string Damage() => Assert.IsType<string>(_token.Use());
}
