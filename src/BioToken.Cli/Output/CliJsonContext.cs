using System.Text.Json.Serialization;

namespace BioToken.Cli;

[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(VendorsDocument))]
[JsonSerializable(typeof(TokensDocument))]
[JsonSerializable(typeof(CertificatesDocument))]
[JsonSerializable(typeof(ChangeDocument))]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(ResumeDocument))]
[JsonSerializable(typeof(SignatureDocument))]
[JsonSerializable(typeof(FoldersDocument))]
[JsonSerializable(typeof(FolderDocument))]
[JsonSerializable(typeof(PasswordDocument))]
[JsonSerializable(typeof(SimulatedTokensDocument))]
[JsonSerializable(typeof(HelpDocument))]
[JsonSerializable(typeof(ExitCodesDocument))]
internal sealed partial class CliJsonContext : JsonSerializerContext;
