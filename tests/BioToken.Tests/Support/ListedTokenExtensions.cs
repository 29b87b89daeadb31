using BioToken.Modules;
using BioToken.Tokens;

namespace BioToken.Tests;

internal static class ListedTokenExtensions
{
    extension(BioTokenInfo info)
    {
        /// <summary>The connection that listed the token.</summary>
        public ModuleConnection Connection => (ModuleConnection)info.Source!;
    }
}
