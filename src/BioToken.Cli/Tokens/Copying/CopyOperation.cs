using BioToken.Cli.Hosting;
using BioToken.Cli.Output;
using BioToken.Cli.Resources;
using BioToken.Cli.Tokens.Unfinished;
using BioToken.Identities;
using BioToken.Writing;
using BioToken.Writing.Plans;

namespace BioToken.Cli.Tokens.Copying;

/// <summary>One copy: shows the plan, asks, logs in and copies.</summary>
/// <param name="host">The services that commands share.</param>
/// <param name="output">The command's output.</param>
/// <param name="request">The request as typed.</param>
/// <param name="setting">Certificate and token.</param>
/// <param name="given">The plan to follow exactly; null if there is none.</param>
internal sealed class CopyOperation(CliHost host, CommandOutput output, CopyRequest request, CopySetting setting, WritePlan? given)
{
    private readonly CopyDialogue _dialogue = new(host, output);
    private readonly TokenLogin _login = new(setting.Token, request.Access, setting.Secrets, output);
    private readonly TokenChange _change = new(host, output, setting.Connection, setting.Token.Info);
    private CopyPlan? _plan;
    private bool _isLoggedIn;

    private CopyPlan Plan => _plan!;

    private IBioToken Token => setting.Token;

    /// <summary>Copies.</summary>
    /// <param name="old">The certificate to erase; null if none was named.</param>
    /// <param name="cancellationToken">Honored until the token is changed.</param>
    public async Task RunAsync(OldCertificate? old, CancellationToken cancellationToken)
    {
        if (given is not null)
            PlanAgreement.Check(given, request.Allowed, setting.Identity, Token.Info);
        if (await Token.Recovery.GetInterruptedWriteAsync(cancellationToken) is { } unfinished
            && await SettleAsync(unfinished, cancellationToken))
            return;
        IReadOnlyList<TokenIdentity> onToken = await Token.GetIdentitiesAsync(cancellationToken);
        if (given is not null)
            PlanAgreement.CheckNotDone(given, setting.Identity, onToken);
        _plan = CopyPlan.Make(setting.Identity, onToken, old);
        await _login.CheckPossibleAsync(cancellationToken);
        _dialogue.Show(Plan, Token.Info, setting.Identity);
        bool isAnswered = await ChooseAsync(cancellationToken);
        bool erasesFirst = (await PlanAsync(cancellationToken))?.Mode == WriteMode.EraseOldFirst;
        if (erasesFirst)
            _dialogue.ShowGap(Plan, setting.Identity, setting.Connection.NextStep(Token.Info));
        if (!request.IsConfirmed && (erasesFirst || !isAnswered))
            await _dialogue.ConfirmAsync(Plan, erasesFirst, cancellationToken);
        await LogInAsync(cancellationToken);
        await WriteAsync(erasesFirst);
    }

    /// <summary>
    /// Finishes or rolls back an interrupted copy or erasure before this copy is planned: its remains would be mistaken for objects to
    /// stay.
    /// </summary>
    /// <returns>Whether that was this very copy.</returns>
    private async Task<bool> SettleAsync(InterruptedWrite unfinished, CancellationToken cancellationToken)
    {
        EarlierWrite earlier = new(host, output, Token, unfinished);
        await earlier.ShowAsync(cancellationToken);
        output.Note(Texts.Get("SettledFirst"));
        await _login.CheckPossibleAsync(cancellationToken);
        await earlier.ConfirmAsync(request.IsConfirmed, cancellationToken);
        await LogInAsync(cancellationToken);
        await earlier.ConfirmHiddenAsync(request.IsConfirmed, cancellationToken);
        ResumeOutcome outcome = await _change.RunAsync(
            Texts.Get("Resuming"), (progress, cancel) => Token.Recovery.ResumeAsync(unfinished, source: null, progress, cancel));
        if (outcome == ResumeOutcome.RolledBack || given is not null || !IsThisCopy(unfinished))
            return false;
        IReadOnlyList<TokenIdentity> now = await Token.GetIdentitiesAsync(cancellationToken);
        if (now.FirstOrDefault(known => known.Certificate.IsSameAs(setting.Identity.Certificate)) is not { } written)
            return false;
        _dialogue.ShowResult(plan: null, Token.Info, written, _change.Verified);
        return true;
    }

    private bool IsThisCopy(InterruptedWrite unfinished)
        => request.Replace is null
            ? unfinished.OldSerialNumber is null
            : unfinished.OldSerialNumber is { } old && SerialNumber.AreEqual(old, request.Replace);

    /// <summary>Asks a person to choose among certificates of the same holder if none was specified.</summary>
    /// <returns>Whether a question was asked: its answer accepts the whole plan.</returns>
    private async Task<bool> ChooseAsync(CancellationToken cancellationToken)
    {
        if (request.IsConfirmed || given is not null || Plan is not { Old: null, Hidden: null, SameHolder.Count: > 0 })
            return false;
        CopyPlan shown = Plan;
        _plan = await _dialogue.ChooseAsync(shown, cancellationToken);
        if (Plan != shown)
            _dialogue.Show(Plan, Token.Info, setting.Identity);
        return true;
    }

    /// <summary>Determines the order of the copy; with a login if needed for a token that may have to be erased first.</summary>
    /// <returns>Null if it is unknown before the login and irrelevant.</returns>
    private async Task<WritePlan?> PlanAsync(CancellationToken cancellationToken)
    {
        // A certificate that the library always rejects is rejected before a PIN is requested.
        if (given is not null || Plan.Hidden is not null)
        {
            WritePlan now = await Plan.MakePlanAsync(Token, setting.Identity, request.Allowed, cancellationToken);
            if (PlanAgreement.Rejection(now) is { } rejected)
                throw rejected;
            if (given is not null && !_isLoggedIn)
                PlanAgreement.CheckVisible(given, now);
        }

        if (given is not null)
            return given;
        if (Plan.Hidden is null)
        {
            WritePlan visible = await PlanNowAsync(cancellationToken);
            if (visible.SpaceCheck != SpaceCheckResult.Unknown || Plan.Old is null || !request.Allowed.AllowEraseBeforeWrite)
                return visible;
        }
        else if (!request.Allowed.AllowEraseBeforeWrite)
        {
            return null;
        }

        // Without a terminal for the question whether to erase first, no PIN is requested.
        if (!request.IsConfirmed)
            Question.RequirePerson(host.Terminal);
        await LogInAsync(cancellationToken);
        return await PlanNowAsync(cancellationToken);
    }

    private async Task<WritePlan> PlanNowAsync(CancellationToken cancellationToken)
    {
        WritePlan plan = await Plan.MakePlanAsync(Token, setting.Identity, request.Allowed, cancellationToken);
        return plan.IsPossible ? plan : throw PlanAgreement.Impossible(plan);
    }

    private async Task LogInAsync(CancellationToken cancellationToken)
    {
        if (_isLoggedIn)
            return;
        await _login.RunAsync(cancellationToken);
        _isLoggedIn = true;
        if (_plan?.Hidden is { } hidden)
            _plan = Plan.Replacing(hidden.Require(await Token.GetIdentitiesAsync(cancellationToken)));
    }

    private async Task WriteAsync(bool erasesFirst)
    {
        // Only announced changes are made: a token that turns out to be full is not erased first without a warning.
        WriteOptions options = request.Allowed with { AllowEraseBeforeWrite = erasesFirst, Plan = given };
        TokenIdentity written = await _change.RunAsync(
            Texts.Get("Copying"),
            (progress, cancel) => Plan.Old is { } old
                ? Token.ReplaceAsync(old, setting.Identity, options, progress, cancel)
                : Token.WriteAsync(setting.Identity, options, progress, cancel));
        _dialogue.ShowResult(Plan, Token.Info, written, _change.Verified);
    }
}
