namespace BioToken.Modules;

/// <summary>A session that a user of a module has open; all members on the module's thread.</summary>
internal interface IModuleSession
{
    /// <summary>Its handle.</summary>
    nuint Handle { get; }

    /// <summary>The provider's use of the module that it belongs to.</summary>
    ModuleConnection Connection { get; }

    /// <summary>Whether it holds the login of a slot.</summary>
    bool IsLoggedInAt(nuint slot);

    /// <summary>Logs out and closes it.</summary>
    /// <param name="callModule">
    /// False right before <c>C_Finalize</c>, which ends all sessions and, with the last one, the login (PKCS#11 v2.40 sections 5.4 and
    /// 5.6).
    /// </param>
    void End(bool callModule);

    /// <summary>Marks it as ended because another part of the program has stopped the module.</summary>
    void EndWithModule();

    /// <summary>Marks it as lost: its token was removed, or its handle has a new owner.</summary>
    void Lose();
}
