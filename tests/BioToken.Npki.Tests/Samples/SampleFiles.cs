namespace BioToken.Npki.Tests.Samples;

/// <summary>Real files, which are not part of the project: BIOTOKEN_NPKI_SAMPLES names the folder that has them.</summary>
internal static class SampleFiles
{
    public static string Folder
    {
        get
        {
            string? folder = Environment.GetEnvironmentVariable("BIOTOKEN_NPKI_SAMPLES");
            Assert.SkipWhen(string.IsNullOrEmpty(folder), "BIOTOKEN_NPKI_SAMPLES names no folder of real NPKI files");
            return folder!;
        }
    }

    public static NpkiCertificate Authority(string name) =>
        NpkiCertificate.Parse(File.ReadAllBytes(Path.Combine(Folder, "ca", name)));
}
