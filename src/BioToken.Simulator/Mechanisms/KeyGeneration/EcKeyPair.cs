using System.Formats.Asn1;
using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Objects.Attributes;
using BioToken.Simulator.Objects.Keys;

namespace BioToken.Simulator.Mechanisms.KeyGeneration;

/// <summary>CKM_EC_KEY_PAIR_GEN (PKCS#11 v2.40 mechanisms section 2.3.5).</summary>
internal sealed class EcKeyPair() : KeyPairMechanism(CKM.EC_KEY_PAIR_GEN, CKK.EC, [CKA.EC_PARAMS])
{
    public override MechanismInfo Info => EcCurve.InfoFor(MechanismFlags.GenerateKeyPair);

    public override CKR Generate(AttributeSet asked, out KeyPairValues? values)
    {
        values = null;
        if (asked.Find(CKA.EC_PARAMS) is not { } parameters)
            return CKR.TEMPLATE_INCOMPLETE;
        if (EcCurve.Find(parameters) is not { } curve)
            return CKR.CURVE_NOT_SUPPORTED;
        using ECDsa ec = ECDsa.Create(curve.Curve);
        ECParameters parts = ec.ExportParameters(includePrivateParameters: true);
        try
        {
            values = new KeyPairValues(
                new Dictionary<CKA, byte[]> { [CKA.EC_PARAMS] = parameters, [CKA.EC_POINT] = EncodePoint(parts.Q) },
                new Dictionary<CKA, byte[]> { [CKA.EC_PARAMS] = parameters, [CKA.VALUE] = AttributeSet.Pin(parts.D) });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(parts.D);
        }

        return CKR.OK;
    }

    /// <summary>A DER OCTET STRING with the uncompressed point (section 2.3.3).</summary>
    private static byte[] EncodePoint(ECPoint point)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        writer.WriteOctetString([4, .. point.X!, .. point.Y!]);
        return writer.Encode();
    }
}
