package jp.kisai.localstack.demo;

import java.time.LocalDate;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Town;

/// Invented people at their town's office address.
final class People {

    private People() {}

    static Person hanako(Town town) {
        return at(town, "山田　花子", "ヤマダ　ハナコ", LocalDate.of(1990, 1, 2), 2);
    }

    static Person taro(Town town) {
        return at(town, "佐藤　太郎", "サトウ　タロウ", LocalDate.of(1985, 7, 20), 1);
    }

    static Person midori(Town town) {
        return at(town, "鈴木　緑", "スズキ　ミドリ", LocalDate.of(2000, 2, 29), 2);
    }

    static Person ichiro(Town town) {
        return at(town, "高橋　一郎", "タカハシ　イチロウ", LocalDate.of(1972, 12, 31), 1);
    }

    private static Person at(Town town, String name, String kana, LocalDate birthDate, int gender) {
        return new Person(
                name, kana, birthDate, gender, town, town.officeAddress(), town.officeAddress());
    }
}
