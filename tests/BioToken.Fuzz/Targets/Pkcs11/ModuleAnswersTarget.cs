using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Pkcs11.Native;
using BioToken.Pkcs11.Records;

namespace BioToken.Fuzz;

/// <summary>
/// A module's results, in the layouts that this process can call: the binding reads only existing data, regardless of the lengths that the
/// module reports.
/// </summary>
internal sealed class ModuleAnswersTarget : FuzzTarget
{
    private const int Room = 64;

    private static readonly CkStructures[] Structures = [new(CkLayout.Native), new(new CkLayout(4, nint.Size, 1))];

    public override int MaxLength => 1024;

    public override IEnumerable<byte[]> MakeSeeds() =>
    [
        [0, 0, 4, .. new byte[32], 0, 0], [1, 1, .. new byte[200]], [0, 2, .. new byte[300]], [0, 3, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0],
        [0, 4, 8, 1, 0, 0, 0, 0, 0, 0, 0, 0, 16, .. new byte[16], 0, 4, 1, 2, 3, 4, 0, 0], [1, 4, 0, 0x80, 0, 0xD0, 3, 0, 0, 0, 3], [0, 5, .. new byte[80], 0, 0],
    ];

    public override bool IsDeclared(Exception e) => false;

    public override void Read(byte[] input)
    {
        CkStructures structures = Structures[input is [var layout, ..] ? layout % Structures.Length : 0];
        using NativeCryptoki cryptoki = HostileModule.Make(structures, input, 2);
        switch (input is [_, var call, ..] ? call % 6 : 0)
        {
            case 0:
                ReadLists(cryptoki);
                break;
            case 1:
                _ = (cryptoki.GetInfo(out CryptokiInfo info), cryptoki.GetSlotInfo(0, out SlotInfo slot));
                Require(info is not null && slot is not null, "a description is never null");
                break;
            case 2:
                _ = cryptoki.GetTokenInfo(0, out TokenInfo token);
                Require(token is { Label: not null, SerialNumber: not null }, "a token has texts");
                break;
            case 3:
                Span<nuint> objects = stackalloc nuint[Room];
                CKR found = cryptoki.FindObjects(1, objects, out int count);
                Require(count >= 0 && count <= Room && (found == CKR.OK || count == 0), "no more objects than there was room for");
                break;
            case 4:
                ReadAttributes(cryptoki);
                break;
            default:
                Span<byte> signature = stackalloc byte[Room];
                CKR signed = cryptoki.Sign(1, [1], signature, out int written);
                Require(written >= 0 && (signed != CKR.OK || written <= Room), "no more bytes than there was room for");
                break;
        }
    }

    private static void ReadLists(NativeCryptoki cryptoki)
    {
        Span<nuint> slots = stackalloc nuint[Room];
        CKR listed = cryptoki.GetSlotList(true, slots, out int count);
        Require(
            count is >= 0 and <= NativeCryptoki.MaxListLength && (listed != CKR.OK || count <= Room),
            "no more slots than there was room for");
        Span<CKM> mechanisms = stackalloc CKM[Room];
        listed = cryptoki.GetMechanismList(0, mechanisms, out count);
        Require(
            count is >= 0 and <= NativeCryptoki.MaxListLength && (listed != CKR.OK || count <= Room),
            "no more mechanisms than there was room for");
    }

    private static void ReadAttributes(NativeCryptoki cryptoki)
    {
        using AttributeQuery query = new((CKA.CLASS, 8), (CKA.ID, 20), (CKA.LABEL, 32), (CKA.VALUE, 0), (CKA.MODULUS, 256));
        for (nuint handle = 1; handle <= 2; handle++)
        {
            CKR result = cryptoki.GetAttributeValue(1, handle, query);
            int total = 0;
            for (int i = 0; i < query.Count; i++)
            {
                total += query.ValueAt(i).Length;
                Require(query.ValueAt(i).Length <= AttributeQuery.MaxValueLength, "a value is within the bound");
                Require(result != CKR.GENERAL_ERROR || !query.IsAvailable(i), "a call that failed gives no value");
            }

            Require(total <= AttributeQuery.MaxTotalLength, "all values together are within the bound");
            _ = (query.GetULong(CKA.CLASS), query.GetBoolean(CKA.ID), query.GetBytes(CKA.VALUE));
        }
    }
}
