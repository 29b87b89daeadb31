using System.Text;
using BioToken.Cli.Errors;
using BioToken.Cli.Secrets;

namespace BioToken.Cli.Tests;

public sealed class SecretFileTests
{
    [Theory]
    [InlineData("1234", "1234")]
    [InlineData("1234\n", "1234")]
    [InlineData("1234\r\n", "1234")]
    [InlineData("1234\n\n", "1234\n")]
    [InlineData("\uFEFF1234\n", "1234")]
    [InlineData("비밀 번호 \n", "비밀 번호 ")]
    [InlineData("", "")]
    public void Read_strips_one_line_break_and_the_byte_order_mark(string content, string expected)
    {
        using Secret secret = SecretFile.Read(Stream(content), "test", count: 1)[0];
        Assert.Equal(expected, secret.Text);
    }

    [Fact]
    public void Read_several_takes_a_line_each()
    {
        Secret[] secrets = SecretFile.Read(Stream("password\r\n12345678\n"), "test", count: 2);
        Assert.Equal("password", secrets[0].Text);
        Assert.Equal("12345678", secrets[1].Text);
    }

    [Fact]
    public void Read_missing_line_is_malformed()
        => Assert.Equal(
            ExitCode.FileMalformed, Assert.Throws<CliException>(() => SecretFile.Read(Stream("password"), "test", count: 2)).Code);

    [Fact]
    public void Read_huge_content_is_refused()
        => Assert.Equal(
            ExitCode.FileTooLarge,
            Assert.Throws<CliException>(() => SecretFile.Read(Stream(new string('x', 5000)), "test", count: 1)).Code);

    [Fact]
    public void Read_more_characters_than_a_secret_has_is_refused()
        => Assert.Equal(
            ExitCode.FileTooLarge,
            Assert.Throws<CliException>(() => SecretFile.Read(Stream(new string('x', 2000)), "test", count: 1)).Code);

    [Fact]
    public void Read_bytes_that_are_no_text_are_refused_without_being_told()
    {
        using MemoryStream bytes = new([0x31, 0x32, 0xC3, 0x28]);
        CliException refused = Assert.Throws<CliException>(() => SecretFile.Read(bytes, "test", count: 1));
        Assert.Equal(ExitCode.FileMalformed, refused.Code);
        Assert.DoesNotContain("C3", refused.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Read_missing_file_is_not_found()
        => Assert.Equal(ExitCode.FileNotFound, Assert.Throws<CliException>(() => SecretFile.Read("/nowhere/pin")).Code);

    [Fact]
    public void Read_folder_is_unreadable()
        => Assert.Equal(ExitCode.FileUnreadable, Assert.Throws<CliException>(() => SecretFile.Read(Path.GetTempPath())).Code);

    private static MemoryStream Stream(string content) => new(Encoding.UTF8.GetBytes(content));
}
