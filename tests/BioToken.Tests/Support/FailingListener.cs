using BioToken.Authentication;
using Moq;

namespace BioToken.Tests.Support;

/// <summary>A listener of prompts that fails.</summary>
internal static class FailingListener
{
    /// <summary>Makes a listener that throws for one kind of prompt.</summary>
    public static IProgress<FingerprintPrompt> At<TException>(FingerprintPromptKind kind)
        where TException : Exception, new()
    {
        Mock<IProgress<FingerprintPrompt>> listener = new();
        listener.Setup(l => l.Report(It.Is<FingerprintPrompt>(prompt => prompt.Kind == kind))).Throws<TException>();
        return listener.Object;
    }
}
