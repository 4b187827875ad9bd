package jp.kisai.licence.domain;

import java.util.ArrayList;
import java.util.List;
import jp.kisai.contracts.vocabulary.HoldingForm;

/// What somebody takes along to the counter.
///
/// Source: 鹿児島県警察「マイナ免許証を交付された方へ」 注意点②, よくある質問⑨⑩; 神奈川県警察「マイナ免許証について」 注意点2, 3.
public enum Bring {
    /// 運転免許証
    LICENCE,
    /// マイナンバーカード
    MY_NUMBER_CARD,
    /// 市区町村で再発行したマイナンバーカード
    REISSUED_MY_NUMBER_CARD,
    /// 住民票; with the domicile, where that is what changed
    RESIDENT_RECORD,
    /// 免許保有状況変更申出書(紛失時)
    LOSS_STATEMENT,
    /// 手数料
    FEE;

    /// What a procedure asks of somebody who carries the licence so. Who carries both brings both,
    /// whatever it is for.
    public static List<Bring> to(Procedure procedure, HoldingForm form) {
        List<Bring> things = new ArrayList<>(carried(form));
        switch (procedure) {
            case HOLDING_FORM_CHANGE, CARD_RECORDING -> {
                if (form == HoldingForm.LICENCE_ONLY) {
                    things.add(MY_NUMBER_CARD);
                }
                things.add(FEE);
            }
            case RENEWAL, RENEWAL_ELSEWHERE, LICENCE_REISSUE, NEW_LICENCE, COURSE, SENIOR_COURSE ->
                    things.add(FEE);
            case LOSS_REPORT -> things.add(LOSS_STATEMENT);
            case ITEMS_CHANGE -> things.add(RESIDENT_RECORD);
            case ONLINE_COURSE, ONLINE_DOMICILE, MUNICIPAL_CHANGE, CARD_REISSUE, REINSTATEMENT -> {
                // nothing beyond what is carried
            }
        }
        return List.copyOf(things);
    }

    private static List<Bring> carried(HoldingForm form) {
        return switch (form) {
            case LICENCE_ONLY -> List.of(LICENCE);
            case CARD_ONLY -> List.of(MY_NUMBER_CARD);
            case BOTH -> List.of(LICENCE, MY_NUMBER_CARD);
        };
    }
}
