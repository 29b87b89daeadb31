using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;

namespace BioToken.Pkcs11;

/// <summary>
/// The calls that BioToken makes into a PKCS#11 module, as .NET methods over spans: one method is one call of the module, its return value
/// is passed on unchanged, and nothing is retried.
/// </summary>
/// <remarks>
/// Handles and slot ids are <c>CK_ULONG</c> scalars. A method blocks its thread until the module returns, which for a login may take as
/// long as a person needs to place a finger. Names and meaning follow PKCS#11 v2.40 section 5; the C_ prefix is dropped.
/// <para>
/// The interface grows: a function that is added later has a default implementation that returns CKR_FUNCTION_NOT_SUPPORTED, so that
/// existing implementations keep compiling and working. Derive from <see cref="DelegatingCryptoki"/> to change some functions of a module.
/// </para>
/// </remarks>
public interface ICryptoki : IDisposable
{
    /// <summary>Starts the module (<c>C_Initialize</c>, with CKF_OS_LOCKING_OK).</summary>
    CKR Initialize();

    /// <summary>Stops the module and ends all of its sessions (<c>C_Finalize</c>).</summary>
    CKR FinalizeCryptoki();

    /// <summary>Reads the module's own description (<c>C_GetInfo</c>).</summary>
    CKR GetInfo(out CryptokiInfo info);

    /// <summary>Lists slots (<c>C_GetSlotList</c>).</summary>
    /// <param name="tokenPresent">True for only those with a token in them.</param>
    /// <param name="slots">
    /// Receives the slot ids; empty to request only their number, which also makes the module look for new readers.
    /// </param>
    /// <param name="count">
    /// How many there are, also when <paramref name="slots"/> is too small (<see cref="CKR.BUFFER_TOO_SMALL"/>).
    /// </param>
    CKR GetSlotList(bool tokenPresent, Span<nuint> slots, out int count);

    /// <summary>Reads a slot's description (<c>C_GetSlotInfo</c>).</summary>
    CKR GetSlotInfo(nuint slot, out SlotInfo info);

    /// <summary>Reads a token's description, limits and PIN state (<c>C_GetTokenInfo</c>).</summary>
    CKR GetTokenInfo(nuint slot, out TokenInfo info);

    /// <summary>Lists the token's mechanisms (<c>C_GetMechanismList</c>).</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="mechanisms">Receives them; empty to ask for their number alone.</param>
    /// <param name="count">How many there are.</param>
    CKR GetMechanismList(nuint slot, Span<CKM> mechanisms, out int count);

    /// <summary>Reads key sizes and uses of a mechanism (<c>C_GetMechanismInfo</c>).</summary>
    CKR GetMechanismInfo(nuint slot, CKM mechanism, out MechanismInfo info);

    /// <summary>Asks whether a slot changed, without waiting (<c>C_WaitForSlotEvent</c> with CKF_DONT_BLOCK).</summary>
    /// <param name="slot">The slot that changed.</param>
    /// <returns><see cref="CKR.NO_EVENT"/> if none did; <see cref="CKR.FUNCTION_NOT_SUPPORTED"/> if the module cannot report it.</returns>
    CKR PollSlotEvent(out nuint slot);

    /// <summary>Opens a session (<c>C_OpenSession</c>); CKF_SERIAL_SESSION is added.</summary>
    CKR OpenSession(nuint slot, SessionFlags flags, out nuint session);

    /// <summary>Closes a session (<c>C_CloseSession</c>); closing the last one logs out.</summary>
    CKR CloseSession(nuint session);

    /// <summary>Reads a session's state (<c>C_GetSessionInfo</c>).</summary>
    CKR GetSessionInfo(nuint session, out SessionInfo info);

    /// <summary>Logs in with a PIN (<c>C_Login</c>).</summary>
    /// <param name="session">The session.</param>
    /// <param name="user">Who logs in.</param>
    /// <param name="pin">The PIN as UTF-8. It is passed on in place and never copied by the binding.</param>
    CKR Login(nuint session, CKU user, ReadOnlySpan<byte> pin);

    /// <summary>Lets the device itself ask, for a finger or on a keypad (<c>C_Login</c> with a NULL pointer and length 0).</summary>
    CKR LoginOnDevice(nuint session, CKU user);

    /// <summary>Logs out on all sessions with the token (<c>C_Logout</c>).</summary>
    CKR Logout(nuint session);

    /// <summary>Changes the user's PIN, or, after a login, the PIN of the logged-in user (<c>C_SetPIN</c>).</summary>
    /// <param name="session">A session for reading and writing.</param>
    /// <param name="oldPin">The PIN as UTF-8. It is passed on in place and never copied by the binding.</param>
    /// <param name="newPin">The new PIN in the same form.</param>
    /// <returns>By default <see cref="CKR.FUNCTION_NOT_SUPPORTED"/>.</returns>
    CKR SetPin(nuint session, ReadOnlySpan<byte> oldPin, ReadOnlySpan<byte> newPin) => CKR.FUNCTION_NOT_SUPPORTED;

    /// <summary>Starts a search (<c>C_FindObjectsInit</c>).</summary>
    /// <param name="session">The session.</param>
    /// <param name="template">The attributes to match; an empty template matches every object but hardware features.</param>
    CKR FindObjectsInit(nuint session, AttributeTemplate template);

    /// <summary>Continues a search (<c>C_FindObjects</c>).</summary>
    /// <param name="session">The session.</param>
    /// <param name="objects">Receives handles.</param>
    /// <param name="count">How many were received; 0 at the end.</param>
    CKR FindObjects(nuint session, Span<nuint> objects, out int count);

    /// <summary>Ends a search (<c>C_FindObjectsFinal</c>).</summary>
    CKR FindObjectsFinal(nuint session);

    /// <summary>Reads attributes of an object (<c>C_GetAttributeValue</c>) into the query.</summary>
    /// <returns>
    /// <see cref="CKR.OK"/>, or <see cref="CKR.ATTRIBUTE_SENSITIVE"/> or <see cref="CKR.ATTRIBUTE_TYPE_INVALID"/> with every attribute
    /// filled that can be read, or another value with none filled. Values too large for the query's first guess are fetched by further
    /// calls; one that is larger than a query may hold, or grows faster than it is fetched, is <see cref="CKR.BUFFER_TOO_SMALL"/>.
    /// </returns>
    CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query);

    /// <summary>Creates an object (<c>C_CreateObject</c>).</summary>
    CKR CreateObject(nuint session, AttributeTemplate template, out nuint handle);

    /// <summary>Destroys an object (<c>C_DestroyObject</c>).</summary>
    CKR DestroyObject(nuint session, nuint handle);

    /// <summary>Starts a signature (<c>C_SignInit</c>).</summary>
    CKR SignInit(nuint session, Mechanism mechanism, nuint key);

    /// <summary>
    /// Ends a signature that was started and not finished (<c>C_SignInit</c> with a NULL mechanism, PKCS#11 v3.0).
    /// <see cref="CKR.FUNCTION_NOT_SUPPORTED"/> for older modules.
    /// </summary>
    CKR SignCancel(nuint session) => CKR.FUNCTION_NOT_SUPPORTED;

    /// <summary>Signs in one step (<c>C_Sign</c>).</summary>
    /// <param name="session">The session.</param>
    /// <param name="data">The data to sign.</param>
    /// <param name="signature">Receives the signature; empty to request its length, which leaves the operation active.</param>
    /// <param name="written">
    /// Bytes written, or bytes needed with <see cref="CKR.BUFFER_TOO_SMALL"/>, which leaves the operation active.
    /// </param>
    CKR Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written);

    /// <summary>Starts a decryption (<c>C_DecryptInit</c>).</summary>
    /// <returns>By default <see cref="CKR.FUNCTION_NOT_SUPPORTED"/>.</returns>
    CKR DecryptInit(nuint session, Mechanism mechanism, nuint key) => CKR.FUNCTION_NOT_SUPPORTED;

    /// <summary>Decrypts in one step (<c>C_Decrypt</c>).</summary>
    /// <param name="session">The session.</param>
    /// <param name="encrypted">The data to decrypt.</param>
    /// <param name="data">
    /// Receives the plain data, which the caller zeroes; empty to request its maximum length, which leaves the operation active.
    /// </param>
    /// <param name="written">
    /// Bytes written, or bytes needed with <see cref="CKR.BUFFER_TOO_SMALL"/>, which leaves the operation active.
    /// </param>
    /// <returns>By default <see cref="CKR.FUNCTION_NOT_SUPPORTED"/>.</returns>
    CKR Decrypt(nuint session, ReadOnlySpan<byte> encrypted, Span<byte> data, out int written)
    {
        written = 0;
        return CKR.FUNCTION_NOT_SUPPORTED;
    }
}
