namespace BioToken.Objects;

/// <summary>Specifies why an object on a token cannot be read.</summary>
public enum UnreadableReason
{
    /// <summary>The module returned an error when it was read; <see cref="UnreadableObject.ReturnValue"/> holds it.</summary>
    ModuleError,

    /// <summary>An attribute is larger than any that NPKI objects have.</summary>
    TooLarge,

    /// <summary>It is a certificate object whose value is not a certificate that can be read.</summary>
    NotACertificate,
}
