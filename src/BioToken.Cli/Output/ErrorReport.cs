using System.Diagnostics;
using BioToken.Authentication;
using BioToken.Cli.Errors;
using BioToken.Cli.Output.Documents;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;
using BioToken.Cli.Terminal;
using BioToken.Errors;
using BioToken.Npki.Errors;
using BioToken.Simulator.Errors;
using BioToken.Storage;
using BioToken.Writing;

namespace BioToken.Cli.Output;

/// <summary>Reports an error and the next step to a person or a program.</summary>
internal static class ErrorReport
{
    /// <summary>Writes the error as a JSON document to standard output if requested, else as text to standard error.</summary>
    public static ExitCode Write(Exception exception, ITerminal terminal, bool isJson)
    {
        string? nextStep = (exception as StoppedException)?.NextStep ?? (exception as CliException)?.NextStep;
        if (exception is StoppedException stopped)
            exception = stopped.Cause;
        ExitCode code = ExitCodes.Of(exception);
        string message = code switch
        {
            ExitCode.Canceled => Texts.Get(nextStep is null ? "Canceled" : "CanceledInterrupted"),
            // The library's message names a contact or an option, which is the hint's part here.
            ExitCode.FinalPinAttempt => Texts.Get("FinalPinAttempt"),
            ExitCode.PinLocked when exception.Data.Contains(SupportContact.Key) => Texts.Get("PinLocked"),
            ExitCode.Unexpected => Texts.Format("Unexpected", exception.GetType().Name, PlaceOf(exception)),
            _ when exception is (IOException and not SimulatorStoreException) or UnauthorizedAccessException
                => DiskProblem.Describe(exception),
            _ => CommandWords.Of(exception.Message),
        };
        string topic = TopicOf(exception, code);
        string? hint = (exception as CliException)?.Hint ?? exception.Data[SupportContact.Key] as string ?? Hint(topic, nextStep);
        if (isJson)
            JsonOutput.Write(
                terminal.Output,
                Describe(exception, code, message, hint ?? Texts.Find("Advice" + topic), nextStep),
                JsonOutput.Types.ErrorDocument);
        else
            terminal.Error.WriteLine(Printable.Lines(InWords(code, hint is null ? message : $"{message}{Environment.NewLine}{hint}")));
        return code;
    }

    // A code for reports; the exception's own text is technical, in English, and may contain user input.
    private static string PlaceOf(Exception exception)
        => new StackTrace(exception).GetFrame(0) is { } frame
            && DiagnosticMethodInfo.Create(frame) is { DeclaringTypeName: { } type } method
            ? $"{type[(type.LastIndexOf('.') + 1)..]}.{method.Name}"
            : "-";

    /// <summary>
    /// The topic of the hint: the code, or the cause if the code has several. Hint texts are shown with the message. Advice texts repeat
    /// the message's next step in one sentence for programs.
    /// </summary>
    private static string TopicOf(Exception exception, ExitCode code)
    {
        Exception cause = exception is CertificateWriteException { InnerException: { } inner } ? inner : exception;
        return cause switch
        {
            // The device's own time-out, which no option sets.
            TokenAuthenticationException { Failure: AuthenticationFailure.FingerprintTimeout, ReturnValue: not null } => "DeviceTimeout",
            BioTokenException { Reason: BioTokenError.TokenAmbiguous } => "TokenAmbiguous",
            _ => code.ToString(),
        };
    }

    private static string? Hint(string topic, string? nextStep)
    {
        // After an interruption, resuming is the only option on a full token.
        string? general = topic == nameof(ExitCode.TokenFull) && nextStep is not null ? null : Texts.Find("Hint" + topic);
        string? particular = nextStep is null ? null : Texts.Format("NextStep", nextStep);
        return general is not null && particular is not null ? $"{general}{Environment.NewLine}{particular}" : general ?? particular;
    }

    // A person's choice is not an error.
    private static string InWords(ExitCode code, string message)
        => code is ExitCode.Declined or ExitCode.Canceled ? message : Texts.Format("Error", message);

    private static ErrorDocument Describe(Exception exception, ExitCode code, string message, string? hint, string? nextStep)
    {
        BioTokenException? token = exception as BioTokenException;
        CertificateWriteException? write = exception as CertificateWriteException;
        int? attempts = (exception as TokenAuthenticationException
            ?? write?.InnerException as TokenAuthenticationException)?.AttemptsRemaining;
        return new(new ErrorDetails(
            JsonName.Of(code),
            (int)code,
            message,
            hint,
            nextStep,
            attempts,
            CallText.Function(token?.Function),
            CallText.ReturnValue(token?.ReturnValue),
            write is null ? null : JsonName.Of(write.Stage),
            write is null ? null : JsonName.Of(write.Contents),
            [.. (exception as NpkiException)?.Violations.Select(rule => JsonName.Of(rule)) ?? []]));
    }
}
