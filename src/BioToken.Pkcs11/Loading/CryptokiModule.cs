using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Pkcs11.Native;
using BioToken.Pkcs11.Records;
using BioToken.Pkcs11.Resources;

namespace BioToken.Pkcs11.Loading;

/// <summary>
/// One use of a module file that is loaded and initialized. Any number of uses of one file may exist in a process, through any path; the
/// module is initialized for the first and finalized after the last. Its library is never unloaded: drivers crash when they are.
/// </summary>
/// <remarks>
/// Everything that a module does, it does inside this process; a module that crashes ends the process. Dispose a use only when none of its
/// calls is under way, since finalizing a busy module crashes or hangs some. Loading calls the module too: do it where its other calls are
/// made.
/// </remarks>
public sealed class CryptokiModule : IDisposable
{
    private readonly nint _library;
    private readonly NativeCryptoki _cryptoki;
    private readonly ModuleRegistration _registration;
    private CryptokiInfo? _info;
    private bool _disposed;

    private CryptokiModule(ModuleFile file, nint library, NativeCryptoki cryptoki, ModuleRegistration registration)
    {
        _library = library;
        File = file;
        _cryptoki = cryptoki;
        _registration = registration;
    }

    /// <summary>The file.</summary>
    public ModuleFile File { get; }

    /// <summary>The module's own description. It is read on first use: most programs never need it.</summary>
    /// <exception cref="CryptokiLoadException"><c>C_GetInfo</c> failed (<see cref="CryptokiLoadFailure.GetInfoFailed"/>).</exception>
    public CryptokiInfo Info => _info ??= ReadInfo();

    /// <summary>
    /// The module's functions; after this use is disposed each of them returns <see cref="CKR.CRYPTOKI_NOT_INITIALIZED"/>.
    /// </summary>
    public ICryptoki Cryptoki => _cryptoki;

    /// <summary>
    /// Whether another part of this process initialized the module before (<see cref="CKR.CRYPTOKI_ALREADY_INITIALIZED"/>). It is then
    /// never finalized here.
    /// </summary>
    public bool IsAdopted => _registration.IsAdopted;

    /// <summary>Whether the module has other uses in this process, so that the end of this one does not finalize it.</summary>
    public bool IsShared => _registration.IsShared;

    /// <summary>Loads and initializes a module, or adds a use to one that is.</summary>
    /// <param name="absolutePath">The library. Symbolic links are followed.</param>
    /// <param name="layout">
    /// The layout of its structures; null for <see cref="CkLayout.Native"/>, which is right for every real driver.
    /// </param>
    /// <exception cref="CryptokiLoadException">A step failed; the exception names it and the next step.</exception>
    /// <exception cref="ArgumentException">The path is empty, or the layout is not one for this process.</exception>
    public static CryptokiModule Load(string absolutePath, CkLayout? layout = null)
        => Initialize(Open(ModuleFile.Inspect(absolutePath), layout));

    /// <summary>Does the same with a file whose content is known, as a check against one that was replaced by accident or update.</summary>
    /// <param name="absolutePath">The library. Symbolic links are followed.</param>
    /// <param name="sha256">The file's expected SHA-256, 32 bytes (<see cref="ModuleFile.Sha256"/>).</param>
    /// <param name="layout">The layout of its structures; null for <see cref="CkLayout.Native"/>.</param>
    /// <exception cref="CryptokiLoadException">
    /// The file is another (<see cref="CryptokiLoadFailure.HashMismatch"/>) and was not loaded, or a step failed.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The path is empty, the digest has another length, or the layout is not one for this process.
    /// </exception>
    public static CryptokiModule LoadVerified(string absolutePath, ReadOnlySpan<byte> sha256, CkLayout? layout = null)
    {
        if (sha256.Length != SHA256.HashSizeInBytes)
            throw new ArgumentException(Messages.Format("DigestLength", sha256.Length), nameof(sha256));
        ModuleFile file = ModuleFile.Inspect(absolutePath);
        return sha256.SequenceEqual(file.Sha256.Span)
            ? Initialize(Open(file, layout))
            : throw new CryptokiLoadException(CryptokiLoadFailure.HashMismatch, absolutePath, file.Machine);
    }

    /// <summary>
    /// Adds a use to a module that another part of this process has initialized and will finalize. Neither is done here: from now on that
    /// part owns the module, even if it was initialized here before.
    /// </summary>
    /// <param name="absolutePath">The library. Symbolic links are followed.</param>
    /// <param name="layout">The layout of its structures; null for <see cref="CkLayout.Native"/>.</param>
    /// <exception cref="CryptokiLoadException">
    /// A step failed, or the module is not initialized (<see cref="CryptokiLoadFailure.NotInitialized"/>).
    /// </exception>
    /// <exception cref="ArgumentException">The path is empty, or the layout is not one for this process.</exception>
    public static CryptokiModule Attach(string absolutePath, CkLayout? layout = null)
    {
        CryptokiModule module = Open(ModuleFile.Inspect(absolutePath), layout);
        if (module._cryptoki.GetInfo(out CryptokiInfo info) == CKR.CRYPTOKI_NOT_INITIALIZED)
            throw new CryptokiLoadException(
                CryptokiLoadFailure.NotInitialized, absolutePath, module.File.Machine, CKR.CRYPTOKI_NOT_INITIALIZED);
        module._info = info;
        module._registration.Attach();
        return module;
    }

    private static CryptokiModule Initialize(CryptokiModule module)
    {
        module._registration.Acquire(module._cryptoki, module.File);
        return module;
    }

    private static CryptokiModule Open(ModuleFile file, CkLayout? layout)
    {
        var structures = new CkStructures(layout ?? CkLayout.Native);
        if (structures.Layout.PointerSize != nint.Size)
            throw new ArgumentException(Messages.Format("LayoutOfOtherProcess", structures.Layout, nint.Size), nameof(layout));
        nint library = ModuleLibrary.Open(file);
        var cryptoki = new NativeCryptoki(ModuleLibrary.ReadFunctionList(library, file, structures), structures);
        return new(file, library, cryptoki, ModuleRegistration.For(library));
    }

    /// <summary>Reads a text that the library exports beside the functions of PKCS#11: UTF-8, ended by a zero byte.</summary>
    /// <param name="symbol">Name of the exported variable.</param>
    /// <param name="maxLength">Most bytes of the text.</param>
    /// <param name="text">The text; null if there is none.</param>
    /// <returns>False if the library does not export it, or it is longer or not UTF-8.</returns>
    public bool TryReadText(string symbol, int maxLength, [NotNullWhen(true)] out string? text)
        => ModuleLibrary.TryReadText(_library, symbol, maxLength, out text);

    /// <summary>
    /// Ends this use. After the last use a module that was initialized here is finalized; its return value is ignored, since nothing could
    /// be done about it.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        _registration.Release(_cryptoki);
        _cryptoki.Dispose();
    }

    /// <summary>
    /// Ends this use after the module answered <see cref="CKR.CRYPTOKI_NOT_INITIALIZED"/>: another part of this process has finalized it,
    /// and may have initialized it again, so it is not finalized here. The next <see cref="Load"/> initializes it, or adopts it.
    /// </summary>
    public void Abandon()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        _registration.Abandon();
        _cryptoki.Dispose();
    }

    private CryptokiInfo ReadInfo()
    {
        CKR result = _cryptoki.GetInfo(out CryptokiInfo info);
        return result == CKR.OK
            ? info
            : throw new CryptokiLoadException(CryptokiLoadFailure.GetInfoFailed, File.Path, File.Machine, result);
    }
}
