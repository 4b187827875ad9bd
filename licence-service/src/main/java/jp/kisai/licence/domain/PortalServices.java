package jp.kisai.licence.domain;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Which services of the portal somebody may use, by how the licence is carried.
///
/// Source: 鹿児島県警察「マイナ免許証を交付された方へ」, the table of services; 神奈川県警察「マイナ免許証について」 保有するメリット1 to 3.
public final class PortalServices {

    private PortalServices() {}

    public enum Service {
        /// 免許情報の確認
        LICENCE_VIEW,
        /// オンライン講習
        ONLINE_COURSE,
        /// 本籍のオンライン変更
        ONLINE_DOMICILE,
        /// 住所変更ワンストップサービス等
        ONE_STOP,
        /// 免許更新時期接近のお知らせ受信
        RENEWAL_NOTICE
    }

    /// What the holder does to use a service, in this order.
    public enum NextStep {
        /// 署名用電子証明書の提出, at the police
        SUBMIT_CERTIFICATE,
        /// マイナポータル連携, an hour after that at the earliest
        LINK_PORTAL,
        /// 利用同意
        CONSENT,
        /// 市区町村での変更手続
        CHANGE_AT_MUNICIPALITY,
        /// 署名用電子証明書の提出, in the portal, for each change of domicile
        SUBMIT_DOMICILE,
        TAKE_COURSE,
        /// 適性検査・手数料, at the police, however the course was taken
        RENEW_AT_COUNTER
    }

    /// Why a holder may not use it; empty if it is open. Online courses are asked about without a
    /// driving record: the class is judged when the course is applied for.
    public static Optional<Rule> refusal(Service service, LicenceRecord record, LocalDate today) {
        return InForce.refusalUnlessSuspended(record, today)
                .or(
                        () ->
                                switch (service) {
                                    case LICENCE_VIEW -> card(record, Rule.VIEW_WITHOUT_CARD);
                                    case RENEWAL_NOTICE -> card(record, Rule.NOTICE_WITHOUT_CARD);
                                    case ONLINE_COURSE -> Renewals.online(record, Course.GENERAL);
                                    case ONLINE_DOMICILE ->
                                            cardOnly(record, Rule.ONLINE_DOMICILE_NOT_CARD_ONLY);
                                    case ONE_STOP -> cardOnly(record, Rule.ONE_STOP_NOT_CARD_ONLY);
                                });
    }

    /// Where it is written that a service is open.
    public static Ground ground(Service service) {
        return switch (service) {
            case LICENCE_VIEW -> Ground.LICENCE_SHOWN;
            case ONLINE_COURSE -> Ground.COURSE_ONLINE;
            case ONLINE_DOMICILE -> Ground.DOMICILE_ONLINE;
            case ONE_STOP -> Ground.ONE_STOP;
            case RENEWAL_NOTICE -> Ground.RENEWAL_NOTICE;
        };
    }

    public static List<NextStep> steps(Service service) {
        return switch (service) {
            case LICENCE_VIEW, RENEWAL_NOTICE ->
                    List.of(NextStep.SUBMIT_CERTIFICATE, NextStep.LINK_PORTAL);
            case ONLINE_COURSE ->
                    List.of(
                            NextStep.SUBMIT_CERTIFICATE,
                            NextStep.LINK_PORTAL,
                            NextStep.TAKE_COURSE,
                            NextStep.RENEW_AT_COUNTER);
            case ONLINE_DOMICILE ->
                    List.of(
                            NextStep.SUBMIT_CERTIFICATE,
                            NextStep.LINK_PORTAL,
                            NextStep.CHANGE_AT_MUNICIPALITY,
                            NextStep.SUBMIT_DOMICILE);
            case ONE_STOP ->
                    List.of(
                            NextStep.SUBMIT_CERTIFICATE,
                            NextStep.CONSENT,
                            NextStep.CHANGE_AT_MUNICIPALITY);
        };
    }

    private static Optional<Rule> card(LicenceRecord record, Rule otherwise) {
        return switch (record.holding()) {
            case Holding.CardOnly _, Holding.Both _ -> Optional.empty();
            case Holding.LicenceOnly _ -> Optional.of(otherwise);
        };
    }

    private static Optional<Rule> cardOnly(LicenceRecord record, Rule otherwise) {
        return switch (record.holding()) {
            case Holding.CardOnly _ -> Optional.empty();
            case Holding.LicenceOnly _, Holding.Both _ -> Optional.of(otherwise);
        };
    }
}
