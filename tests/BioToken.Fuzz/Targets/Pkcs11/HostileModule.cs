using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Pkcs11.Native;

namespace BioToken.Fuzz;

/// <summary>
/// A PKCS#11 module of function pointers whose results come from the bytes of an input: any return value, any length and count, any
/// content. It writes only to the memory that it was given: no caller can prevent other damage by a module to its process.
/// </summary>
internal static unsafe class HostileModule
{
    private static readonly CKR[] Results =
    [
        CKR.OK,
        CKR.OK,
        CKR.OK,
        CKR.BUFFER_TOO_SMALL,
        CKR.ATTRIBUTE_TYPE_INVALID,
        CKR.ATTRIBUTE_SENSITIVE,
        CKR.GENERAL_ERROR,
        CKR.DEVICE_REMOVED,
    ];

    private static CkStructures _structures = null!;
    private static byte[] _answers = [];
    private static int _at;

    /// <summary>Creates the module. Its results come from an input, from an offset on.</summary>
    public static NativeCryptoki Make(CkStructures structures, byte[] answers, int at)
    {
        (_structures, _answers, _at) = (structures, answers, at);
        CkStructure table = structures.FunctionList;
        byte[] memory = new byte[table.Size];
        memory[0] = 2;
        memory[1] = 40;
        void Set(CryptokiFunction function, void* address) => structures.Layout.WritePointer(
            memory, table[(int)function + 1], (nuint)address);
        Set(CryptokiFunction.GetInfo, (delegate* unmanaged[Cdecl]<void*, nuint>)&GetInfo);
        Set(CryptokiFunction.GetSlotList, (delegate* unmanaged[Cdecl]<byte, void*, nuint*, nuint>)&GetSlotList);
        Set(CryptokiFunction.GetSlotInfo, (delegate* unmanaged[Cdecl]<nuint, void*, nuint>)&GetSlotInfo);
        Set(CryptokiFunction.GetTokenInfo, (delegate* unmanaged[Cdecl]<nuint, void*, nuint>)&GetTokenInfo);
        Set(CryptokiFunction.GetMechanismList, (delegate* unmanaged[Cdecl]<nuint, void*, nuint*, nuint>)&GetMechanismList);
        Set(CryptokiFunction.FindObjects, (delegate* unmanaged[Cdecl]<nuint, void*, nuint, nuint*, nuint>)&FindObjects);
        Set(CryptokiFunction.GetAttributeValue, (delegate* unmanaged[Cdecl]<nuint, nuint, void*, nuint, nuint>)&GetAttributeValue);
        Set(CryptokiFunction.Sign, (delegate* unmanaged[Cdecl]<nuint, void*, nuint, void*, nuint*, nuint>)&Sign);
        fixed (byte* pinned = memory)
            return new NativeCryptoki(new FunctionList(pinned, structures), structures);
    }

    private static byte Next() => _at < _answers.Length ? _answers[_at++] : (byte)0;

    private static nuint Result() => (nuint)Results[Next() % Results.Length];

    /// <summary>Returns a length or count: near the true value, or any number.</summary>
    private static ulong Claim(ulong truth) => Next() switch
    {
        < 0x80 => truth,
        < 0x90 => ulong.MaxValue,
        < 0xA0 => truth + Next(),
        < 0xB0 => truth - Next(),
        < 0xC0 => 0,
        < 0xD0 => AttributeQuery.MaxValueLength - 8UL + Next(),
        _ => BinaryPrimitives.ReadUInt64LittleEndian([Next(), Next(), Next(), Next(), Next(), Next(), Next(), Next()]),
    };

    private static void Fill(void* place, int length)
    {
        Span<byte> memory = new(place, length);
        for (int i = 0; i < memory.Length && _at < _answers.Length; i++)
            memory[i] = Next();
    }

    private static void WriteScalar(void* place, ulong value)
        => new ReadOnlySpan<byte>(&value, _structures.Layout.ULongSize).CopyTo(new Span<byte>(place, _structures.Layout.ULongSize));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint GetInfo(void* info)
    {
        Fill(info, _structures.Info.Size);
        return Result();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint GetSlotList(byte present, void* list, nuint* count) => FillList(list, count);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint GetSlotInfo(nuint slot, void* info)
    {
        Fill(info, _structures.SlotInfo.Size);
        return Result();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint GetTokenInfo(nuint slot, void* info)
    {
        Fill(info, _structures.TokenInfo.Size);
        return Result();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint GetMechanismList(nuint slot, void* list, nuint* count) => FillList(list, count);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint FindObjects(nuint session, void* list, nuint room, nuint* count)
    {
        *count = room;
        return FillList(list, count);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint GetAttributeValue(nuint session, nuint handle, void* template, nuint count)
    {
        CkStructure at = _structures.Attribute;
        for (int i = 0; i < (int)count; i++)
        {
            byte* entry = (byte*)template + i * at.Size;
            ReadOnlySpan<byte> memory = new(entry, at.Size);
            void* place = (void*)_structures.Layout.ReadPointer(memory, at[1]);
            int room = (int)Math.Min(_structures.Layout.ReadULong(memory, at[2]), AttributeQuery.MaxValueLength);
            int length = Math.Min(room, Next());
            if (place is not null)
                Fill(place, length);
            WriteScalar(entry + at[2], Claim((ulong)length));
        }

        return Result();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint Sign(nuint session, void* data, nuint dataLength, void* signature, nuint* length)
    {
        int room = (int)Math.Min(*length, 4096);
        if (signature is not null)
            Fill(signature, room);
        WriteScalar(length, Claim((ulong)room));
        return Result();
    }

    private static nuint FillList(void* list, nuint* count)
    {
        int room = (int)Math.Min(*count, 4096);
        int there = Math.Min(room, Next());
        if (list is not null)
            Fill(list, there * _structures.Layout.ULongSize);
        WriteScalar(count, Claim((ulong)there));
        return Result();
    }
}
