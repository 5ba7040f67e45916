using Charla.People.Contracts;

namespace Charla.Rules.Tests.People;

public sealed class DeviceCodeTests
{
    [Fact]
    public void A_code_has_eight_letters_none_of_which_looks_like_another()
    {
        for (var made = 0; made < 1000; made++)
        {
            var code = DeviceCode.New();
            Assert.Equal(code, DeviceCode.Normal(code));
            Assert.DoesNotContain(code, letter => "01OIULil".Contains(letter, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("abcd-efgh", "ABCDEFGH")]
    [InlineData(" 2345 6789 ", "23456789")]
    [InlineData("ABCDEFG", null)]
    [InlineData("ABCDEFG0", null)]
    [InlineData(null, null)]
    public void A_code_is_read_however_it_is_typed(string? typed, string? code) => Assert.Equal(code, DeviceCode.Normal(typed));
}
