using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Tests;

public class FaultLengthTests
{
    [Theory]
    [InlineData("length +16", "name\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    [InlineData("length -1", "nam")]
    [InlineData("length -4", "")]
    [InlineData("length -1000", "")]
    public void GetAttributeValue_answers_values_of_another_length(string fault, string expected)
    {
        using Bench bench = new();
        nuint handle = bench.Create(TestKeys.Data("name"));
        bench.With($"C_GetAttributeValue#1 {fault}");
        Assert.Equal(expected, System.Text.Encoding.ASCII.GetString(bench.Read(handle, CKA.LABEL)!));
        Assert.Equal("name"u8, bench.Read(handle, CKA.LABEL)!);
    }

    [Fact]
    public void GetAttributeValue_with_a_length_beyond_all_limits_answers_no_value()
    {
        using Bench bench = new();
        nuint handle = bench.Create(TestKeys.Data("name"));
        bench.With("C_GetAttributeValue#* length +1000000000");
        using AttributeQuery query = new((CKA.LABEL, 8), (CKA.CLASS, 8), ((CKA)0x12345, 8));
        Assert.Equal(CKR.BUFFER_TOO_SMALL, bench.Module.GetAttributeValue(bench.Session, handle, query));
        Assert.False(query.IsAvailable(0) || query.IsAvailable(1) || query.IsAvailable(2));
    }

    [Fact]
    public void GetAttributeValue_with_more_than_a_query_holds_answers_no_value()
    {
        using Bench bench = new();
        nuint handle = bench.Create(TestKeys.Data("name"));
        bench.With("C_GetAttributeValue#* length +60000");
        using AttributeQuery query = new([.. Enumerable.Repeat((CKA.LABEL, 0), 20)]);
        Assert.Equal(CKR.BUFFER_TOO_SMALL, bench.Module.GetAttributeValue(bench.Session, handle, query));
    }

    [Theory]
    [InlineData("length -16", 512, CKR.OK, 240)]
    [InlineData("length +16", 512, CKR.OK, 272)]
    [InlineData("length +16", 256, CKR.GENERAL_ERROR, 0)]
    [InlineData("length +1000000000", 512, CKR.GENERAL_ERROR, 0)]
    [InlineData("length +16", 0, CKR.BUFFER_TOO_SMALL, 272)]
    [InlineData("length -300", 0, CKR.BUFFER_TOO_SMALL, 0)]
    public void Sign_answers_another_length_and_writes_only_where_there_is_room(string fault, int room, CKR expected, int length)
    {
        using Bench bench = new Bench().LoginFully();
        nuint key = bench.Create(TestKeys.RsaPrivate());
        byte[] honest = new byte[256];
        Assert.Equal(CKR.OK, bench.TrySign(key, honest, out _));
        bench.With($"C_Sign#1 {fault}");
        byte[] memory = new byte[1024];
        Array.Fill(memory, (byte)0xEE);
        Assert.Equal(expected, bench.TrySign(key, memory.AsSpan(0, room), out int written));
        Assert.Equal(length, written);
        Assert.Equal(-1, memory.AsSpan(room).IndexOfAnyExcept((byte)0xEE));
        if (expected == CKR.OK)
        {
            Assert.Equal(honest, memory[..256]);
            Assert.Equal(-1, memory.AsSpan(256, Math.Max(0, length - 256)).IndexOfAnyExcept((byte)0));
            Assert.Equal(0xEE, memory[Math.Max(256, length)]);
        }
    }

    [Theory]
    [InlineData("length +2", 5, CKR.OK, 4)]
    [InlineData("length -1", 5, CKR.OK, 1)]
    [InlineData("length -9", 5, CKR.OK, 0)]
    [InlineData("length +2", 2, CKR.GENERAL_ERROR, 0)]
    public void FindObjects_answers_another_count(string fault, int room, CKR expected, int length)
    {
        using Bench bench = new();
        nuint[] made = [bench.Create(TestKeys.Data("a")), bench.Create(TestKeys.Data("b"))];
        bench.With($"C_FindObjects#1 {fault}");
        using AttributeTemplate all = new();
        Assert.Equal(CKR.OK, bench.Module.FindObjectsInit(bench.Session, all));
        nuint[] memory = [99, 99, 99, 99, 99];
        Assert.Equal(expected, bench.Module.FindObjects(bench.Session, memory.AsSpan(0, room), out int count));
        Assert.Equal(length, count);
        if (length == 4)
            Assert.Equal([.. made, 0, 0, 99], memory);
    }

    [Fact]
    public void GetMechanismList_answers_another_count()
    {
        using Bench bench = new();
        bench.Module.GetMechanismList(bench.Slot, [], out int honest);
        bench.With("C_GetMechanismList#* length +1");
        Assert.Equal(CKR.OK, bench.Module.GetMechanismList(bench.Slot, [], out int count));
        Assert.Equal(honest + 1, count);
        CKM[] list = new CKM[honest + 2];
        Array.Fill(list, CKM.SHA256);
        Assert.Equal(CKR.OK, bench.Module.GetMechanismList(bench.Slot, list, out count));
        Assert.Equal((honest + 1, (CKM)0, CKM.SHA256), (count, list[honest], list[honest + 1]));
        Assert.Equal(CKR.BUFFER_TOO_SMALL, bench.Module.GetMechanismList(bench.Slot, list.AsSpan(0, honest), out _));
    }

    [Fact]
    public void GetObjectSize_answers_another_size()
    {
        using Bench bench = new();
        nuint handle = bench.Create(TestKeys.Data());
        bench.Module.Objects.GetObjectSize(bench.Session, handle, out ulong honest);
        bench.With("C_GetObjectSize#1 length +16; C_GetObjectSize#2 length -1000000000");
        bench.Module.Objects.GetObjectSize(bench.Session, handle, out ulong longer);
        bench.Module.Objects.GetObjectSize(bench.Session, handle, out ulong shorter);
        Assert.Equal((honest + 16, 0ul), (longer, shorter));
    }

    [Fact]
    public void Outputs_of_every_operation_answer_another_length()
    {
        using Bench bench = new Bench().With("C_Digest#1 length +3; C_DigestFinal#1 length -3");
        MechanismArgument sha256 = new() { Type = CKM.SHA256 };
        byte[] room = new byte[64];
        bench.Module.Digests.DigestInit(bench.Session, sha256);
        Assert.Equal(CKR.OK, bench.Module.Digests.Digest(bench.Session, "a"u8, room.AsSpan(), out int written));
        Assert.Equal(35, written);
        bench.Module.Digests.DigestInit(bench.Session, sha256);
        Assert.Equal(CKR.OK, bench.Module.Digests.DigestUpdate(bench.Session, "a"u8));
        Assert.Equal(CKR.OK, bench.Module.Digests.DigestFinal(bench.Session, room.AsSpan(), out written));
        Assert.Equal(29, written);
    }
}
