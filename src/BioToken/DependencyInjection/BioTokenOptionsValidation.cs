using Microsoft.Extensions.Options;

namespace BioToken;

/// <summary>Has options judged by <see cref="BioTokenOptionsRules"/> when they are first asked for.</summary>
internal sealed class BioTokenOptionsValidation : IValidateOptions<BioTokenOptions>
{
    public ValidateOptionsResult Validate(string? name, BioTokenOptions options)
        => BioTokenOptionsRules.FindFault(options) is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
}
