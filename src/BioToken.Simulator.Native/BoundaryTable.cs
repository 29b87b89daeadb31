using System.Runtime.InteropServices;

namespace BioToken.Simulator.Native;

/// <summary>
/// The functions that the C library calls, in the order of <c>struct boundary</c> (native/boundary.h). A CK_ULONG arrives as a whole
/// machine word, whatever its width in C.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe partial struct BoundaryTable
{
    public delegate* unmanaged[Cdecl]<byte*, byte*, nuint, nuint> Initialize;
    public delegate* unmanaged[Cdecl]<nuint> FinalizeModule;
    public delegate* unmanaged[Cdecl]<byte*, nuint> GetInfo;
    public delegate* unmanaged[Cdecl]<nuint, byte*, byte*, nuint> GetSlotList;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint> GetSlotInfo;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint> GetTokenInfo;
    public delegate* unmanaged[Cdecl]<nuint, byte*, byte*, nuint> GetMechanismList;
    public delegate* unmanaged[Cdecl]<nuint, nuint, byte*, nuint> GetMechanismInfo;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, byte*, nuint> InitToken;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, nuint> InitPin;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, byte*, nuint, nuint> SetPin;
    public delegate* unmanaged[Cdecl]<nuint, byte*, void*, nuint> WaitForSlotEvent;
    public delegate* unmanaged[Cdecl]<nuint, nuint, byte*, nuint> OpenSession;
    public delegate* unmanaged[Cdecl]<nuint, nuint> CloseSession;
    public delegate* unmanaged[Cdecl]<nuint, nuint> CloseAllSessions;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint> GetSessionInfo;
    public delegate* unmanaged[Cdecl]<nuint, nuint, nuint> SessionCancel;
    public delegate* unmanaged[Cdecl]<nuint, nuint, byte*, nuint, nuint> Login;
    public delegate* unmanaged[Cdecl]<nuint, nuint> Logout;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, byte*, nuint> CreateObject;
    public delegate* unmanaged[Cdecl]<nuint, nuint, byte*, nuint, byte*, nuint> CopyObject;
    public delegate* unmanaged[Cdecl]<nuint, nuint, nuint> DestroyObject;
    public delegate* unmanaged[Cdecl]<nuint, nuint, byte*, nuint> GetObjectSize;
    public delegate* unmanaged[Cdecl]<nuint, nuint, byte*, nuint, nuint> GetAttributeValue;
    public delegate* unmanaged[Cdecl]<nuint, nuint, byte*, nuint, nuint> SetAttributeValue;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, nuint> FindObjectsInit;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, byte*, nuint> FindObjects;
    public delegate* unmanaged[Cdecl]<nuint, nuint> FindObjectsFinal;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, nuint> EncryptInit;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, byte*, byte*, nuint> Encrypt;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, byte*, byte*, nuint> EncryptUpdate;
    public delegate* unmanaged[Cdecl]<nuint, byte*, byte*, nuint> EncryptFinal;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, nuint> DecryptInit;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, byte*, byte*, nuint> Decrypt;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, byte*, byte*, nuint> DecryptUpdate;
    public delegate* unmanaged[Cdecl]<nuint, byte*, byte*, nuint> DecryptFinal;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint> DigestInit;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, byte*, byte*, nuint> Digest;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, nuint> DigestUpdate;
    public delegate* unmanaged[Cdecl]<nuint, byte*, byte*, nuint> DigestFinal;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, nuint> SignInit;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, byte*, byte*, nuint> Sign;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, nuint> SignUpdate;
    public delegate* unmanaged[Cdecl]<nuint, byte*, byte*, nuint> SignFinal;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, nuint> VerifyInit;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, byte*, nuint, nuint> Verify;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, nuint> VerifyUpdate;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, nuint> VerifyFinal;
    public delegate* unmanaged[Cdecl]<nuint, byte*, byte*, nuint, byte*, nuint> GenerateKey;
    public delegate* unmanaged[Cdecl]<nuint, byte*, byte*, nuint, byte*, nuint, byte*, byte*, nuint> GenerateKeyPair;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, nuint> SeedRandom;
    public delegate* unmanaged[Cdecl]<nuint, byte*, nuint, nuint> GenerateRandom;
}
