using System.Text;
using Charla.Kernel;
using Charla.Platform.Webhooks;

namespace Charla.Rules.Tests.Platform;

public sealed class SignaturesTests
{
    static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_674_087_231);

    /// <summary>Computed by another program.</summary>
    [Fact]
    public void Signatures_are_those_of_the_standards()
    {
        var headers = Signatures.Of("evt_1", At, Encoding.ASCII.GetBytes("""{"test": 2432232314}"""), ["secret", "older"])
            .ToDictionary(header => header.Name, header => header.Value);
        Assert.Equal("sha1=aae2c26a986c8f45e81dd184cfda792c29f7f0df", headers["X-Hub-Signature"]);
        Assert.Equal("sha256=c4be5c092d907fa240f2da524c1fd82913705379274d113cacd5ec3a667ad4d4", headers["X-Hub-Signature-256"]);
        Assert.Equal(("evt_1", "1674087231"), (headers["webhook-id"], headers["webhook-timestamp"]));
        Assert.Equal("v1,gA91FsmkqzGceF8RcYCDH58khv3KeSShopYIMOGg+SQ= v1,yMhTAjC/ty5+0WXhAmBmvooLO83EPRdOXEDucbD1RJg=", headers["webhook-signature"]);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(-7)]
    [InlineData(long.MaxValue)]
    public void A_deliverys_name_reads_back(long position)
    {
        var id = new DeliveryId(new PageId(1234567890123456), 9007199254740990, position, 1);
        Assert.True(DeliveryId.TryParse(id.ToString(), out var read));
        Assert.Equal(id, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("evt_1_2_3")]
    [InlineData("evt_1_2_x_0")]
    [InlineData("evt_1_2_3_999")]
    [InlineData("evt_0_2_3_0")]
    [InlineData("m_1_2_3_0")]
    public void What_is_no_name_is_none(string? text) => Assert.False(DeliveryId.TryParse(text, out _));
}
