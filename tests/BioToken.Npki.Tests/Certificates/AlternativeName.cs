using System.Formats.Asn1;

namespace BioToken.Npki.Tests.Certificates;

/// <summary>Encodes an alternative name with IdentifyData, in either tagging of virtualID.</summary>
internal static class AlternativeName
{
    public static byte[] Encode(string realName, string hashOid, byte[] vid, bool explicitTag, int times = 1)
    {
        Asn1Tag tag0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(tag0))
        {
            writer.WriteObjectIdentifier("1.2.410.200004.10.1.1");
            using (writer.PushSequence(tag0))
            using (writer.PushSequence())
            {
                writer.WriteCharacterString(UniversalTagNumber.UTF8String, realName);
                using (writer.PushSequence())
                {
                    for (int i = 0; i < times; i++)
                        WriteUserInfo(writer, hashOid, vid, explicitTag);
                }
            }
        }

        return writer.Encode();
    }

    private static void WriteUserInfo(AsnWriter writer, string hashOid, byte[] vid, bool explicitTag)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.2.410.200004.10.1.1.1");
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                    writer.WriteObjectIdentifier(hashOid);
                WriteIdentifier(writer, vid, explicitTag);
            }
        }
    }

    private static void WriteIdentifier(AsnWriter writer, byte[] vid, bool explicitTag)
    {
        if (!explicitTag)
        {
            writer.WriteOctetString(vid, new Asn1Tag(TagClass.ContextSpecific, 0));
            return;
        }

        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true)))
            writer.WriteOctetString(vid);
    }
}
