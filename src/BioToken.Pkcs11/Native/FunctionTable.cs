using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11.Native;

/// <summary>
/// The functions that the binding calls, typed. An entry that the module leaves NULL is replaced by one that returns
/// CKR_FUNCTION_NOT_SUPPORTED, so that no call has to ask first.
/// </summary>
/// <remarks>
/// A CK_ULONG argument is passed as a whole register: a module with a narrower CK_ULONG uses only its lower half. For the same reason the
/// upper half of a returned CK_RV means nothing there.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct FunctionTable
{
    public readonly delegate* unmanaged[Cdecl]<void*, nuint> Initialize;
    public readonly delegate* unmanaged[Cdecl]<void*, nuint> FinalizeCryptoki;
    public readonly delegate* unmanaged[Cdecl]<void*, nuint> GetInfo;
    public readonly delegate* unmanaged[Cdecl]<byte, void*, nuint*, nuint> GetSlotList;
    public readonly delegate* unmanaged[Cdecl]<nuint, void*, nuint> GetSlotInfo;
    public readonly delegate* unmanaged[Cdecl]<nuint, void*, nuint> GetTokenInfo;
    public readonly delegate* unmanaged[Cdecl]<nuint, void*, nuint*, nuint> GetMechanismList;
    public readonly delegate* unmanaged[Cdecl]<nuint, nuint, void*, nuint> GetMechanismInfo;
    public readonly delegate* unmanaged[Cdecl]<nuint, nuint*, void*, nuint> WaitForSlotEvent;
    public readonly delegate* unmanaged[Cdecl]<nuint, nuint, void*, void*, nuint*, nuint> OpenSession;
    public readonly delegate* unmanaged[Cdecl]<nuint, nuint> CloseSession;
    public readonly delegate* unmanaged[Cdecl]<nuint, void*, nuint> GetSessionInfo;
    public readonly delegate* unmanaged[Cdecl]<nuint, nuint, void*, nuint, nuint> Login;
    public readonly delegate* unmanaged[Cdecl]<nuint, nuint> Logout;
    public readonly delegate* unmanaged[Cdecl]<nuint, void*, nuint, void*, nuint, nuint> SetPin;
    public readonly delegate* unmanaged[Cdecl]<nuint, void*, nuint, nuint> FindObjectsInit;
    public readonly delegate* unmanaged[Cdecl]<nuint, void*, nuint, nuint*, nuint> FindObjects;
    public readonly delegate* unmanaged[Cdecl]<nuint, nuint> FindObjectsFinal;
    public readonly delegate* unmanaged[Cdecl]<nuint, nuint, void*, nuint, nuint> GetAttributeValue;
    public readonly delegate* unmanaged[Cdecl]<nuint, void*, nuint, nuint*, nuint> CreateObject;
    public readonly delegate* unmanaged[Cdecl]<nuint, nuint, nuint> DestroyObject;
    public readonly delegate* unmanaged[Cdecl]<nuint, void*, nuint, nuint> DecryptInit;
    public readonly delegate* unmanaged[Cdecl]<nuint, void*, nuint, void*, nuint*, nuint> Decrypt;
    public readonly delegate* unmanaged[Cdecl]<nuint, void*, nuint, nuint> SignInit;
    public readonly delegate* unmanaged[Cdecl]<nuint, void*, nuint, void*, nuint*, nuint> Sign;

    /// <summary>Types the entries of a module's table.</summary>
    /// <param name="list">The table; null for a table whose entries all return CKR_CRYPTOKI_NOT_INITIALIZED.</param>
    public FunctionTable(FunctionList? list)
    {
        Initialize = (delegate* unmanaged[Cdecl]<void*, nuint>)Entry(list, CryptokiFunction.Initialize);
        FinalizeCryptoki = (delegate* unmanaged[Cdecl]<void*, nuint>)Entry(list, CryptokiFunction.Finalize);
        GetInfo = (delegate* unmanaged[Cdecl]<void*, nuint>)Entry(list, CryptokiFunction.GetInfo);
        GetSlotList = (delegate* unmanaged[Cdecl]<byte, void*, nuint*, nuint>)Entry(list, CryptokiFunction.GetSlotList);
        GetSlotInfo = (delegate* unmanaged[Cdecl]<nuint, void*, nuint>)Entry(list, CryptokiFunction.GetSlotInfo);
        GetTokenInfo = (delegate* unmanaged[Cdecl]<nuint, void*, nuint>)Entry(list, CryptokiFunction.GetTokenInfo);
        GetMechanismList = (delegate* unmanaged[Cdecl]<nuint, void*, nuint*, nuint>)Entry(list, CryptokiFunction.GetMechanismList);
        GetMechanismInfo = (delegate* unmanaged[Cdecl]<nuint, nuint, void*, nuint>)Entry(list, CryptokiFunction.GetMechanismInfo);
        WaitForSlotEvent = (delegate* unmanaged[Cdecl]<nuint, nuint*, void*, nuint>)Entry(list, CryptokiFunction.WaitForSlotEvent);
        OpenSession = (delegate* unmanaged[Cdecl]<nuint, nuint, void*, void*, nuint*, nuint>)Entry(list, CryptokiFunction.OpenSession);
        CloseSession = (delegate* unmanaged[Cdecl]<nuint, nuint>)Entry(list, CryptokiFunction.CloseSession);
        GetSessionInfo = (delegate* unmanaged[Cdecl]<nuint, void*, nuint>)Entry(list, CryptokiFunction.GetSessionInfo);
        Login = (delegate* unmanaged[Cdecl]<nuint, nuint, void*, nuint, nuint>)Entry(list, CryptokiFunction.Login);
        Logout = (delegate* unmanaged[Cdecl]<nuint, nuint>)Entry(list, CryptokiFunction.Logout);
        SetPin = (delegate* unmanaged[Cdecl]<nuint, void*, nuint, void*, nuint, nuint>)Entry(list, CryptokiFunction.SetPIN);
        FindObjectsInit = (delegate* unmanaged[Cdecl]<nuint, void*, nuint, nuint>)Entry(list, CryptokiFunction.FindObjectsInit);
        FindObjects = (delegate* unmanaged[Cdecl]<nuint, void*, nuint, nuint*, nuint>)Entry(list, CryptokiFunction.FindObjects);
        FindObjectsFinal = (delegate* unmanaged[Cdecl]<nuint, nuint>)Entry(list, CryptokiFunction.FindObjectsFinal);
        GetAttributeValue = (delegate* unmanaged[Cdecl]<nuint, nuint, void*, nuint, nuint>)Entry(list, CryptokiFunction.GetAttributeValue);
        CreateObject = (delegate* unmanaged[Cdecl]<nuint, void*, nuint, nuint*, nuint>)Entry(list, CryptokiFunction.CreateObject);
        DestroyObject = (delegate* unmanaged[Cdecl]<nuint, nuint, nuint>)Entry(list, CryptokiFunction.DestroyObject);
        DecryptInit = (delegate* unmanaged[Cdecl]<nuint, void*, nuint, nuint>)Entry(list, CryptokiFunction.DecryptInit);
        Decrypt = (delegate* unmanaged[Cdecl]<nuint, void*, nuint, void*, nuint*, nuint>)Entry(list, CryptokiFunction.Decrypt);
        SignInit = (delegate* unmanaged[Cdecl]<nuint, void*, nuint, nuint>)Entry(list, CryptokiFunction.SignInit);
        Sign = (delegate* unmanaged[Cdecl]<nuint, void*, nuint, void*, nuint*, nuint>)Entry(list, CryptokiFunction.Sign);
    }

    private static void* Entry(FunctionList? list, CryptokiFunction function)
    {
        if (list is null)
            return (delegate* unmanaged[Cdecl]<nuint>)&NotInitialized;
        void* address = list[function];
        return address is not null ? address : (delegate* unmanaged[Cdecl]<nuint>)&NotSupported;
    }

    // By the C calling convention the caller removes the arguments, so one function without any can replace all.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint NotSupported() => (nuint)CKR.FUNCTION_NOT_SUPPORTED;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint NotInitialized() => (nuint)CKR.CRYPTOKI_NOT_INITIALIZED;
}
