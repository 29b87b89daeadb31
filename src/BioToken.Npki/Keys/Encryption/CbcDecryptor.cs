namespace BioToken.Npki.Keys.Encryption;

/// <summary>Decrypts whole blocks of a CBC chain and keeps the padding.</summary>
internal delegate void CbcDecryptor(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext, Span<byte> destination);
