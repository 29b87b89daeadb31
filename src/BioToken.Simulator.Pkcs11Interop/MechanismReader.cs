using System.Runtime.InteropServices;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;
using Net.Pkcs11Interop.HighLevelAPI;
using Net.Pkcs11Interop.LowLevelAPI80;
using Net.Pkcs11Interop.LowLevelAPI80.MechanismParams;

namespace BioToken.Simulator.Pkcs11Interop;

/// <summary>Reads mechanisms of Pkcs11Interop, whose parameters are in unmanaged memory.</summary>
internal static class MechanismReader
{
    /// <returns>The mechanism; its bytes are valid while the caller's object is.</returns>
    /// <exception cref="ArgumentException">Another library's factories made it.</exception>
    public static MechanismArgument Read(IMechanism mechanism)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        if (mechanism.ToMarshalableStructure() is not CK_MECHANISM structure)
            throw new ArgumentException("Create the mechanism with the factories of this library.", nameof(mechanism));
        CKM type = (CKM)structure.Mechanism;
        int length = checked((int)structure.ParameterLen);
        return type switch
        {
            CKM.RSA_PKCS_OAEP when length == Marshal.SizeOf<CK_RSA_PKCS_OAEP_PARAMS>()
                => new MechanismArgument { Type = type, Oaep = ReadOaep(structure.Parameter) },
            _ when IsPss(type) && length == Marshal.SizeOf<CK_RSA_PKCS_PSS_PARAMS>()
                => new MechanismArgument { Type = type, Pss = ReadPss(structure.Parameter) },
            _ => new MechanismArgument { Type = type, Parameter = Bytes(structure.Parameter, length) },
        };
    }

    private static bool IsPss(CKM type) => type is CKM.RSA_PKCS_PSS or CKM.SHA1_RSA_PKCS_PSS or CKM.SHA256_RSA_PKCS_PSS
        or CKM.SHA384_RSA_PKCS_PSS or CKM.SHA512_RSA_PKCS_PSS;

    private static PssParameters ReadPss(nint parameter)
    {
        CK_RSA_PKCS_PSS_PARAMS read = Marshal.PtrToStructure<CK_RSA_PKCS_PSS_PARAMS>(parameter);
        // A salt that exceeds an int fits no key either: the token rejects it.
        return new PssParameters((CKM)read.HashAlg, (CKG)read.Mgf, (int)Math.Min(read.Len, int.MaxValue));
    }

    private static OaepArgument ReadOaep(nint parameter)
    {
        CK_RSA_PKCS_OAEP_PARAMS read = Marshal.PtrToStructure<CK_RSA_PKCS_OAEP_PARAMS>(parameter);
        return new OaepArgument(
            (CKM)read.HashAlg, (CKG)read.Mgf, read.Source, Bytes(read.SourceData, checked((int)read.SourceDataLen)).ToArray());
    }

    private static unsafe ReadOnlySpan<byte> Bytes(nint address, int length) => new((void*)address, address == 0 ? 0 : length);
}
