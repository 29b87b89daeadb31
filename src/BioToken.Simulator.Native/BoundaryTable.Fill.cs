using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BioToken.Simulator.Native;

// The one function that the C library looks up by name (native/host.c).
internal unsafe partial struct BoundaryTable
{
    private const int Mismatch = unchecked((int)0x80131040); // the assembly is not the one that was asked for

    /// <summary>Fills the C library's table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="size">Its size in bytes, as the C library knows it.</param>
    /// <returns>0, or a negative number if the library and this assembly do not belong together.</returns>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Fill(BoundaryTable* table, int size)
    {
        if (size != sizeof(BoundaryTable))
            return Mismatch;
        FillModule(table);
        FillObjects(table);
        FillOperations(table);
        return 0;
    }

    private static void FillModule(BoundaryTable* table)
    {
        table->Initialize = &Boundary.Initialize;
        table->FinalizeModule = &Boundary.FinalizeModule;
        table->GetInfo = &Boundary.GetInfo;
        table->GetSlotList = &Boundary.GetSlotList;
        table->GetSlotInfo = &Boundary.GetSlotInfo;
        table->GetTokenInfo = &Boundary.GetTokenInfo;
        table->GetMechanismList = &Boundary.GetMechanismList;
        table->GetMechanismInfo = &Boundary.GetMechanismInfo;
        table->InitToken = &Boundary.InitToken;
        table->InitPin = &Boundary.InitPin;
        table->SetPin = &Boundary.SetPin;
        table->WaitForSlotEvent = &Boundary.WaitForSlotEvent;
        table->OpenSession = &Boundary.OpenSession;
        table->CloseSession = &Boundary.CloseSession;
        table->CloseAllSessions = &Boundary.CloseAllSessions;
        table->GetSessionInfo = &Boundary.GetSessionInfo;
        table->SessionCancel = &Boundary.SessionCancel;
        table->Login = &Boundary.Login;
        table->Logout = &Boundary.Logout;
    }

    private static void FillObjects(BoundaryTable* table)
    {
        table->CreateObject = &Boundary.CreateObject;
        table->CopyObject = &Boundary.CopyObject;
        table->DestroyObject = &Boundary.DestroyObject;
        table->GetObjectSize = &Boundary.GetObjectSize;
        table->GetAttributeValue = &Boundary.GetAttributeValue;
        table->SetAttributeValue = &Boundary.SetAttributeValue;
        table->FindObjectsInit = &Boundary.FindObjectsInit;
        table->FindObjects = &Boundary.FindObjects;
        table->FindObjectsFinal = &Boundary.FindObjectsFinal;
        table->GenerateKey = &Boundary.GenerateKey;
        table->GenerateKeyPair = &Boundary.GenerateKeyPair;
        table->SeedRandom = &Boundary.SeedRandom;
        table->GenerateRandom = &Boundary.GenerateRandom;
    }

    private static void FillOperations(BoundaryTable* table)
    {
        table->EncryptInit = &Boundary.EncryptInit;
        table->Encrypt = &Boundary.Encrypt;
        table->EncryptUpdate = &Boundary.EncryptUpdate;
        table->EncryptFinal = &Boundary.EncryptFinal;
        table->DecryptInit = &Boundary.DecryptInit;
        table->Decrypt = &Boundary.Decrypt;
        table->DecryptUpdate = &Boundary.DecryptUpdate;
        table->DecryptFinal = &Boundary.DecryptFinal;
        table->DigestInit = &Boundary.DigestInit;
        table->Digest = &Boundary.Digest;
        table->DigestUpdate = &Boundary.DigestUpdate;
        table->DigestFinal = &Boundary.DigestFinal;
        table->SignInit = &Boundary.SignInit;
        table->Sign = &Boundary.Sign;
        table->SignUpdate = &Boundary.SignUpdate;
        table->SignFinal = &Boundary.SignFinal;
        table->VerifyInit = &Boundary.VerifyInit;
        table->Verify = &Boundary.Verify;
        table->VerifyUpdate = &Boundary.VerifyUpdate;
        table->VerifyFinal = &Boundary.VerifyFinal;
    }
}
