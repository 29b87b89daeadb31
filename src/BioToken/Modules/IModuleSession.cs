namespace BioToken.Modules;

/// <summary>A session that a user of a module has open; all members on the module's thread.</summary>
internal interface IModuleSession
{
    /// <summary>Its handle.</summary>
    nuint Handle { get; }

    /// <summary>Whose it is.</summary>
    ModuleConnection Connection { get; }

    /// <summary>Whether it holds the login of a slot.</summary>
    bool IsLoggedInAt(nuint slot);

    /// <summary>Logs out and closes it.</summary>
    /// <param name="callModule">
    /// False right before <c>C_Finalize</c>, which ends all sessions and, with the last one, the login (PKCS#11 v2.40 sections 5.4 and
    /// 5.6).
    /// </param>
    void End(bool callModule);

    /// <summary>Another part of the program has stopped the module, and this session with it.</summary>
    void EndWithModule();

    /// <summary>The module no longer knows it: its token is gone, or its handle has a new owner.</summary>
    void Lose();
}
