using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Pkcs11.Native;

namespace BioToken.Pkcs11.Loading;

/// <summary>Steps from a file to its function list. A library that was opened stays in the process.</summary>
internal static unsafe class ModuleLibrary
{
    /// <summary>Loads the library, if it is one for this process.</summary>
    /// <exception cref="CryptokiLoadException">It is for another system or processor, or the system rejected it.</exception>
    public static nint Open(ModuleFile file)
    {
        if (file.Format != ModuleHeader.SystemFormat)
            throw new CryptokiLoadException(CryptokiLoadFailure.WrongSystem, file.Path, file.Machine);
        if (file.Machine != ModuleHeader.ProcessMachine)
            throw new CryptokiLoadException(CryptokiLoadFailure.WrongMachine, file.Path, file.Machine);
        try
        {
            // On Windows, the driver's own dependencies are searched for beside it and in System32, never in the current folder or PATH.
            // Elsewhere the path alone decides; the overload with flags would try other endings of the name as well.
            return OperatingSystem.IsWindows()
                ? NativeLibrary.Load(
                    file.ResolvedPath,
                    typeof(ModuleLibrary).Assembly,
                    DllImportSearchPath.UseDllDirectoryForDependencies | DllImportSearchPath.System32)
                : NativeLibrary.Load(file.ResolvedPath);
        }
        catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException)
        {
            throw new CryptokiLoadException(CryptokiLoadFailure.LoadFailed, file.Path, file.Machine, innerException: failure);
        }
    }

    /// <summary>Reads a text that the library exports (<see cref="CryptokiModule.TryReadText"/>).</summary>
    public static bool TryReadText(nint library, string symbol, int maxLength, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (!NativeLibrary.TryGetExport(library, symbol, out nint address))
            return false;
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)address);
        if (bytes.Length > maxLength || !Utf8.IsValid(bytes))
            return false;
        text = Encoding.UTF8.GetString(bytes);
        return true;
    }

    /// <summary>Asks the library for its function list.</summary>
    /// <exception cref="CryptokiLoadException">It is not a module, or returns no function list or one of an unknown version.</exception>
    public static FunctionList ReadFunctionList(nint library, ModuleFile file, CkStructures structures)
    {
        if (!NativeLibrary.TryGetExport(library, "C_GetFunctionList", out nint export))
            throw new CryptokiLoadException(CryptokiLoadFailure.MissingExport, file.Path, file.Machine);
        void* table = null;
        nuint returned = ((delegate* unmanaged[Cdecl]<void**, nuint>)export)(&table);
        var result = (CKR)(returned & structures.Layout.AllOnes);
        if (result != CKR.OK || table is null)
            throw new CryptokiLoadException(CryptokiLoadFailure.FunctionListFailed, file.Path, file.Machine, result);
        var list = new FunctionList(table, structures);
        return list.IsSupported
            ? list
            : throw new CryptokiLoadException(CryptokiLoadFailure.UnsupportedVersion, file.Path, file.Machine);
    }
}
