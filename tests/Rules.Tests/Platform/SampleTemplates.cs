namespace Charla.Rules.Tests.Platform;

/// <summary>One template of each type as programs send it.</summary>
public static class SampleTemplates
{
    const string Flight =
        """
        {"flight_number":"LN201","departure_airport":{"airport_code":"MAD","city":"Madrid","terminal":"4","gate":"J12"},
        "arrival_airport":{"airport_code":"BOG","city":"Bogotá"},
        "flight_schedule":{"boarding_time":"2026-06-16T10:35","departure_time":"2026-06-16T11:20","arrival_time":"2026-06-16T14:55"}}
        """;

    /// <summary>By type; each is right.</summary>
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["generic"] =
            """
            {"template_type":"generic","image_aspect_ratio":"square","elements":[
              {"title":"Almond cake","subtitle":"8 slices","image_url":"https://img.example/almond.png",
               "default_action":{"type":"web_url","url":"https://luna.example/almond"},
               "buttons":[{"type":"postback","title":"Order","payload":"ORDER_1"},{"type":"web_url","title":"More","url":"https://luna.example"},{"type":"element_share"}]},
              {"title":"Lemon cake","subtitle":"12 slices"}]}
            """,
        ["button"] =
            """
            {"template_type":"button","text":"What next?","buttons":[
              {"type":"web_url","title":"Menu","url":"https://luna.example/menu","webview_height_ratio":"tall","messenger_extensions":true,"fallback_url":"https://luna.example"},
              {"type":"phone_number","title":"Call","payload":"+34 910 000 000"},
              {"type":"account_link","url":"https://luna.example/login"}]}
            """,
        ["receipt"] =
            """
            {"template_type":"receipt","recipient_name":"Noor Haddad","order_number":"A-1041","currency":"EUR","payment_method":"Visa 2345",
             "merchant_name":"Luna","timestamp":"1765000000","order_url":"https://luna.example/orders/A-1041",
             "elements":[{"title":"Almond cake","subtitle":"8 slices","quantity":2,"price":24,"currency":"EUR","image_url":"https://img.example/almond.png"},
                         {"title":"Candles","quantity":"1","price":"2.50"}],
             "address":{"street_1":"Calle Mayor 4","city":"Madrid","postal_code":"28013","state":"Madrid","country":"ES"},
             "summary":{"subtotal":50.5,"shipping_cost":4.95,"total_tax":5.05,"total_cost":55.5},
             "adjustments":[{"name":"First order","amount":5}]}
            """,
        ["coupon"] =
            """
            {"template_type":"coupon","title":"10 % off your next cake","subtitle":"Until Sunday","coupon_code":"LUNA10",
             "coupon_url":"https://luna.example/shop?code=LUNA10","coupon_url_button_title":"Shop now","coupon_pre_message":"A gift for you","payload":"COUPON"}
            """,
        ["customer_feedback"] =
            """
            {"template_type":"customer_feedback","title":"Rate your visit","subtitle":"It takes a moment","button_title":"Send",
             "feedback_screens":[{"questions":[{"id":"visit_1","type":"csat","title":"How was your visit?","score_label":"neg_pos","score_option":"five_stars",
               "follow_up":{"type":"free_form","placeholder":"Tell us more"}}]}],
             "business_privacy":{"url":"https://luna.example/privacy"},"expires_in_days":3}
            """,
        ["customer_information"] =
            """
            {"template_type":"customer_information","countries":["ES"],"business_privacy":{"url":"https://luna.example/privacy"},"expires_in_days":1,"purpose":"SHIPPING"}
            """,
        ["image_grid"] =
            """
            {"template_type":"image_grid","elements":[{"title":"New this week","subtitle":"All without gluten",
             "images":[{"url":"https://img.example/1.png","is_hero_image":true,"action":{"type":"web_url","url":"https://luna.example/1"}},
                       {"url":"https://img.example/2.png","action":{"type":"postback","payload":"CAKE_2","text":"The second"}},
                       {"url":"https://img.example/3.png"}],
             "buttons":[{"type":"postback","title":"See all","payload":"ALL"}]}]}
            """,
        ["one_time_notif_req"] =
            """{"template_type":"one_time_notif_req","title":"When the almond cake is back","payload":"BACK_IN_STOCK"}""",
        ["notification_messages"] =
            """
            {"template_type":"notification_messages","title":"New cakes every week","payload":"WEEKLY","image_url":"https://img.example/week.png",
             "notification_messages_cta_text":"SIGN_UP","notification_messages_timezone":"Europe/Madrid","notification_messages_frequency":"WEEKLY"}
            """,
        ["airline_boardingpass"] =
            $$"""
            {"template_type":"airline_boardingpass","intro_message":"You are checked in.","locale":"en_US","boarding_pass":[
             {"passenger_name":"HADDAD/NOOR","pnr_number":"CG4X7U","travel_class":"business","seat":"74J",
              "auxiliary_fields":[{"label":"Terminal","value":"T4"}],"secondary_fields":[{"label":"Group","value":"2"}],
              "logo_image_url":"https://img.example/air.png","header_image_url":"https://img.example/header.png","qr_code":"M1HADDAD/NOOR CG4X7UMADBOG LN201",
              "flight_info":{{Flight}} }]}
            """,
        ["airline_checkin"] =
            $$"""
            {"template_type":"airline_checkin","intro_message":"Check-in is open.","locale":"en_US","pnr_number":"ABCDEF",
             "checkin_url":"https://air.example/check-in","flight_info":[{{Flight}}]}
            """,
        ["airline_itinerary"] =
            $$"""
            {"template_type":"airline_itinerary","intro_message":"Here is your itinerary.","locale":"en_US","pnr_number":"ABCDEF",
             "passenger_info":[{"name":"Noor Haddad","ticket_number":"0741234567890","passenger_id":"p001"}],
             "flight_info":[{"connection_id":"c001","segment_id":"s001","aircraft_type":"Airbus A350","travel_class":"business",{{Flight.Trim()[1..]}}],
             "passenger_segment_info":[{"segment_id":"s001","passenger_id":"p001","seat":"12A","seat_type":"Business","product_info":[{"title":"Lounge","value":"Complimentary"}]}],
             "price_info":[{"title":"Fuel surcharge","amount":"1597","currency":"USD"}],
             "base_price":"12206","tax":"200","total_price":"14003","currency":"USD"}
            """,
        ["airline_update"] =
            $$"""
            {"template_type":"airline_update","intro_message":"Your flight is late.","locale":"en_US","pnr_number":"CF23G2","update_type":"delay","update_flight_info":{{Flight}} }
            """,
        ["list"] =
            """
            {"template_type":"list","top_element_style":"compact","elements":[
              {"title":"Almond cake","subtitle":"24 €","image_url":"https://img.example/almond.png","buttons":[{"type":"postback","title":"Order","payload":"ORDER_1"}]},
              {"title":"Lemon cake","subtitle":"22 €"}],
             "buttons":[{"type":"postback","title":"View more","payload":"MORE"}]}
            """,
        ["open_graph"] =
            """
            {"template_type":"open_graph","elements":[{"url":"https://luna.example/song","buttons":[{"type":"web_url","title":"Open","url":"https://luna.example"}]}]}
            """,
    };

    /// <summary>The message that carries a template.</summary>
    public static string Message(string payload) => $$$"""{"attachment":{"type":"template","payload":{{{payload}}}}}""";
}
